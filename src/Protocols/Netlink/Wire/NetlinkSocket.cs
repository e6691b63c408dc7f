using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Wire;

/// <summary>A conversation with one family of the kernel's netlink, in the namespace the socket was opened in.</summary>
/// <remarks>
/// Calls are synchronous: the kernel works a request off inside of <c>send</c>, in microseconds, and the answer is there
/// when it returns, so there is nothing to await. Thread-safe: one request, batch or listing at a time.
/// </remarks>
public sealed class NetlinkSocket : IDisposable
{
    /// <summary>Requests in one send: their acknowledgements (about 1 KiB of kernel memory each) must fit the default receive buffer.</summary>
    private const int LargestBatch = 100;

    /// <summary>Bytes in one send, well below the default send buffer of 208 KiB.</summary>
    private const int LargestSend = 48 * 1024;

    /// <summary>How often a listing starts again because its subject changed meanwhile.</summary>
    private const int DumpAttempts = 20;

    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;
    private const int NetlinkLevel = 270;
    private const int CapAcknowledgement = 10;
    private const int ExtendedAcknowledgement = 11;
    private const int StrictCheck = 12;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _received = new byte[64 * 1024];

    // Guards the handle, the sequence and the buffer: answers are read by whoever asked.
    private readonly Lock _lock = new();
    private uint _sequence;

    private NetlinkSocket(SafeFileHandle handle, NetlinkFamily family) => (_handle, Family) = (handle, family);

    public NetlinkFamily Family { get; }

    /// <summary>Opens a socket in the namespace of the calling thread. It stays there wherever it is used from.</summary>
    public static Result<NetlinkSocket> Open(NetlinkFamily family)
    {
        var handle = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, (int)family);
        if (handle.IsInvalid)
            return Errno.Last($"open a netlink socket of family {family}");
        // Refused on kernels before 4.12 and without CAP_NET_ADMIN: less is said about errors, nothing else changes.
        Set(handle, SocketLevel, ForceReceiveBuffer, 1 << 20);
        Set(handle, NetlinkLevel, CapAcknowledgement, 1);
        Set(handle, NetlinkLevel, ExtendedAcknowledgement, 1);
        // Filters of a listing are refused when the kernel does not know them, instead of being ignored.
        Set(handle, NetlinkLevel, StrictCheck, 1);
        return new NetlinkSocket(handle, family);
    }

    /// <summary>Sends one request and waits for its acknowledgement.</summary>
    public Result<Done> Execute(NetlinkMessage request) => Execute([request])[0];

    /// <summary>Sends requests together, in this order, and gives each one's outcome. One that fails does not stop those after it.</summary>
    public ImmutableArray<Result<Done>> Execute(IReadOnlyList<NetlinkMessage> requests)
    {
        var results = ImmutableArray.CreateBuilder<Result<Done>>(requests.Count);
        lock (_lock)
        {
            while (results.Count < requests.Count)
                ExecuteSome(requests, results);
        }
        return results.MoveToImmutable();
    }

    /// <summary>Asks for one object.</summary>
    public Result<T> Get<T>(NetlinkMessage request, MessageParser<T> parse)
        where T : class
    {
        lock (_lock)
        {
            var sequence = ++_sequence;
            if (Send(request.Finish(sequence, NetlinkFlags.None), [request]) is { } refused)
                return refused;
            while (true)
            {
                if (!Receive(request.Purpose).TryGet(out var length, out var error))
                    return error;
                foreach (var message in new MessageReader(_received.AsSpan(0, length)))
                {
                    if (message.Sequence != sequence)
                        continue;
                    if (message.Type == ReceivedMessage.ErrorType)
                        return Acknowledgement.Read(message, request.Purpose).Error ?? Unreadable(request.Purpose);
                    return parse(message) is { } value ? value : Unreadable(request.Purpose);
                }
            }
        }
    }

    /// <summary>Asks for a list and reads it to its end, again if the kernel says that it changed meanwhile.</summary>
    public Result<ImmutableArray<T>> Dump<T>(NetlinkMessage request, MessageParser<T> parse)
        where T : class
    {
        lock (_lock)
        {
            for (var attempt = 0; attempt < DumpAttempts; attempt++)
            {
                var items = ImmutableArray.CreateBuilder<T>();
                if (!DumpOnce(request, parse, items).TryGet(out var outcome, out var error))
                    return error;
                if (outcome is DumpOutcome.Complete)
                    return items.DrainToImmutable();
            }
        }
        return Errno.ToError(Libc.Interrupted, request.Purpose, $"it changed during each of {DumpAttempts} attempts to list it");
    }

    public void Dispose() => _handle.Dispose();

    private static void Set(SafeFileHandle handle, int level, int option, int value) =>
        _ = Libc.SetSocketOption(handle, level, option, value, sizeof(int));

    private static Error Unreadable(string purpose) => Errno.ToError(Libc.ProtocolError, purpose, "the kernel's answer could not be read");

    private void ExecuteSome(IReadOnlyList<NetlinkMessage> requests, ImmutableArray<Result<Done>>.Builder results)
    {
        var done = results.Count;
        var firstSequence = _sequence + 1;
        var bytes = new List<byte>();
        var batch = new List<NetlinkMessage>();
        while (done + batch.Count < requests.Count && batch.Count < LargestBatch)
        {
            var request = requests[done + batch.Count];
            if (batch.Count > 0 && bytes.Count + request.Length > LargestSend)
                break;
            bytes.AddRange(request.Finish(++_sequence, NetlinkFlags.Ack));
            batch.Add(request);
        }
        if (Send(CollectionsMarshal.AsSpan(bytes), batch) is { } refused)
        {
            results.AddRange(batch.Select(_ => (Result<Done>)refused));
            return;
        }
        var outcomes = new Result<Done>?[batch.Count];
        var missing = batch.Count;
        while (missing > 0)
        {
            if (!Receive(batch[0].Purpose).TryGet(out var length, out var error))
            {
                // Whether those without an answer took effect is unknown.
                results.AddRange(outcomes.Select(outcome => outcome ?? error));
                return;
            }
            foreach (var message in new MessageReader(_received.AsSpan(0, length)))
            {
                var position = message.Sequence - firstSequence;
                if (message.Type != ReceivedMessage.ErrorType || position >= batch.Count || outcomes[position] is not null)
                    continue;
                outcomes[position] = Acknowledgement.Read(message, batch[(int)position].Purpose);
                missing--;
            }
        }
        results.AddRange(outcomes.Select(outcome => outcome.GetValueOrDefault()));
    }

    private Result<DumpOutcome> DumpOnce<T>(NetlinkMessage request, MessageParser<T> parse, ImmutableArray<T>.Builder items)
        where T : class
    {
        var sequence = ++_sequence;
        if (Send(request.Finish(sequence, NetlinkFlags.Dump), [request]) is { } refused)
            return refused;
        var outcome = DumpOutcome.Complete;
        while (true)
        {
            if (!Receive(request.Purpose).TryGet(out var length, out var error))
                return error;
            foreach (var message in new MessageReader(_received.AsSpan(0, length)))
            {
                if (message.Sequence != sequence)
                    continue;
                if (message.Flags.HasFlag(NetlinkFlags.DumpInterrupted))
                    outcome = DumpOutcome.Interrupted;
                if (message.Type is ReceivedMessage.ErrorType or ReceivedMessage.DoneType)
                {
                    var end = Acknowledgement.Read(message, request.Purpose);
                    return end.Succeeded ? outcome : end.Error;
                }
                if (parse(message) is { } item)
                    items.Add(item);
            }
        }
    }

    private Error? Send(ReadOnlySpan<byte> bytes, List<NetlinkMessage> requests)
    {
        var held = new List<SafeHandle>();
        try
        {
            foreach (var descriptor in requests.SelectMany(request => request.Descriptors))
            {
                var success = false;
                descriptor.DangerousAddRef(ref success);
                held.Add(descriptor);
            }
            while (Libc.Send(_handle, bytes, bytes.Length, 0) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
                    return Errno.Last(requests[0].Purpose);
            }
            return null;
        }
        finally
        {
            foreach (var descriptor in held)
                descriptor.DangerousRelease();
        }
    }

    private Result<int> Receive(string purpose)
    {
        while (true)
        {
            var length = (int)Libc.Receive(_handle, _received, _received.Length, Libc.MessageTruncated);
            if (length > _received.Length)
                return Errno.ToError(Libc.MessageTooLong, purpose, $"the kernel's answer of {length} bytes is larger than {_received.Length}");
            if (length >= 0)
                return length;
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
                return Errno.Last(purpose);
        }
    }

    private enum DumpOutcome
    {
        Complete,
        Interrupted,
    }
}
