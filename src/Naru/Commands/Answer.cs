using Naru.Lab;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary>How a command ends: an exit code, and if it was refused one sentence on the standard error.</summary>
internal static class Answer
{
    public const int Success = 0;
    public const int Refused = 1;

    /// <summary>Runs what needs root and a lab of a valid name, and says why if it does not work out.</summary>
    public static async Task<int> WithLabAsync(string lab, Func<LabDirectory, Task<int>> run)
    {
        if (!Privileges.Check().TryGet(out _, out var error) || !LabDirectory.Of(lab).TryGet(out var directory, out error))
            return Refuse(error);
        try
        {
            return await run(directory);
        }
        catch (ToolFailedException failure)
        {
            return Refuse(failure.Message);
        }
        catch (OperationCanceledException)
        {
            return Refuse("Stopped half way: 'naru up' goes on from here, 'naru down' ends the lab.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse($"A file of the lab cannot be read or written: {failure.Message}");
        }
    }

    /// <summary>The same for what changes the lab: one command at a time.</summary>
    public static Task<int> ChangingLabAsync(string lab, Func<LabDirectory, Task<int>> run) => WithLabAsync(lab, async directory =>
    {
        if (!LabLock.Take(directory).TryGet(out var taken, out var error))
            return Refuse(error);
        using (taken)
            return await run(directory);
    });

    public static int Refuse(Error error) => Refuse(error.Message);

    public static int Refuse(string sentence)
    {
        Console.Error.WriteLine($"naru: {sentence}");
        return Refused;
    }
}
