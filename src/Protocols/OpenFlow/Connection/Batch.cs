using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>Messages that have no reply but may be refused: remembers which were.</summary>
internal sealed class Batch(IReadOnlyList<OpenFlowMessage> messages, uint firstXid)
{
    // Written by the reading and the writing loop, read once both passed the last message.
    private readonly Lock _guardsRefusals = new();
    private int _refusals;
    private (uint Index, Error Error)? _first;

    public bool Covers(uint xid) => unchecked(xid - firstXid) < messages.Count;

    public void Refuse(uint xid, Error error)
    {
        var index = unchecked(xid - firstXid);
        lock (_guardsRefusals)
        {
            _refusals++;
            if (_first is null || index < _first.Value.Index)
                _first = (index, error);
        }
    }

    /// <summary>What the caller is told; null if nothing was refused.</summary>
    public Error? Refusal()
    {
        lock (_guardsRefusals)
        {
            if (_first is not var (index, error))
                return null;
            var others = messages.Count == 1 ? "" : $" ({_refusals} of {messages.Count} were refused)";
            return error with { Message = $"{error.Message}: '{messages[(int)index]}'{others}." };
        }
    }
}
