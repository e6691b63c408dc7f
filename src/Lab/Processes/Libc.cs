using System.Runtime.InteropServices;

namespace Naru.Lab.Processes;

/// <summary>The few calls of the C library that .NET has no equal for.</summary>
internal static partial class Libc
{
    public const int SigKill = 9;
    public const int SigPipe = 13;
    public const int SigTerm = 15;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint handler);

    /// <summary>Replaces this process. Both arrays end with null; it only returns when it failed.</summary>
    [LibraryImport("libc", EntryPoint = "execvpe", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Execute(string file, string?[] arguments, string?[] environment);
}
