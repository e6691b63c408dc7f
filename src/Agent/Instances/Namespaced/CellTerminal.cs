using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>A terminal of an instance, at which its <c>login</c> asks who is there; this is the end with the screen and the keyboard.</summary>
internal sealed class CellTerminal : Stream
{
    /// <summary>Made by the kernel, so that nobody in the instance can put something else in its place.</summary>
    private const string Multiplexer = "/dev/pts/ptmx";

    private const string Login = "/bin/login";

    // asm-generic/ioctls.h, and errno.h.
    private const nuint LockTerminal = 0x40045431;
    private const nuint NumberOfTerminal = 0x80045430;
    private const nuint SetWindow = 0x5414;
    private const int TryAgain = 11;

    private const ushort Rows = 24;
    private const ushort Columns = 80;

    /// <summary>As long as a key may go unnoticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(15);

    private static readonly TimeSpan EndLook = TimeSpan.FromMilliseconds(200);

    private readonly SafeFileHandle _terminal;
    private readonly int _login;

    private CellTerminal(SafeFileHandle terminal, int login) => (_terminal, _login) = (terminal, login);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <param name="first">The instance's first process.</param>
    public static Result<Stream> Open(int first, ControlGroup group)
    {
        SafeFileHandle? terminal = null;
        var pid = 0;
        var opened = CellEntry.Join(first, group, () => Make().Then(made =>
        {
            terminal = made.Terminal;
            var path = $"/dev/pts/{made.Number.ToString(CultureInfo.InvariantCulture)}";
            return new Spawn(Login, []) { Input = path, Output = path }.Run();
        }).Map(started =>
        {
            pid = started;
            return default(Done);
        })).Then(_ => group.Add(pid));
        if (opened.Error is not { } error)
            return new CellTerminal(terminal!, pid);
        terminal?.Dispose();
        return error;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var length = Libc.Read(_terminal, buffer.Span, buffer.Length);
            if (length >= 0)
                return (int)length;
            // Nobody has the other end any more.
            if (Marshal.GetLastPInvokeError() != TryAgain)
                return 0;
            await Task.Delay(Look, cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var length = Libc.Write(_terminal, buffer.Span, buffer.Length);
            if (length > 0)
                buffer = buffer[(int)length..];
            else if (Marshal.GetLastPInvokeError() != TryAgain)
                throw new IOException("The terminal is closed.");
            else
                await Task.Delay(Look, cancellationToken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read as it arrives.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write as it is taken.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_terminal.IsClosed)
        {
            // The kernel hangs up on who is there.
            _terminal.Dispose();
            _ = Task.Run(() => ReapAsync(_login));
        }
        base.Dispose(disposing);
    }

    // Only its parent can take it out of the list of processes.
    private static async Task ReapAsync(int login)
    {
        while (Libc.Wait(login, out _, Libc.DoNotWait) == 0)
            await Task.Delay(EndLook);
    }

    private static Result<(SafeFileHandle Terminal, uint Number)> Make()
    {
        var terminal = Libc.Open(Multiplexer, Libc.ReadWrite | Libc.NonBlocking | Libc.CloseOnExec | Libc.NotControlling, 0);
        Span<byte> number = stackalloc byte[sizeof(uint)], window = stackalloc byte[4 * sizeof(ushort)];
        number.Clear();
        window.Clear();
        MemoryMarshal.Write(window, Rows);
        MemoryMarshal.Write(window[sizeof(ushort)..], Columns);
        if (!terminal.IsInvalid && Libc.Control(terminal, LockTerminal, number) == 0 && Libc.Control(terminal, NumberOfTerminal, number) == 0 && Libc.Control(terminal, SetWindow, window) == 0)
            return (terminal, MemoryMarshal.Read<uint>(number));
        var error = Errno.Last("open a terminal of the instance");
        terminal.Dispose();
        return error;
    }
}
