using Naru.Protocols.OpenFlow;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>A table of a bridge's pipeline: its number, the name people know it by, and what it is for.</summary>
public sealed record FlowTable(byte Number, string Name, string Purpose)
{
    /// <summary>A flow of this table.</summary>
    /// <param name="owner">The API object that caused it, or null for what the pipeline itself needs.</param>
    public Flow Flow(ushort priority, Match match, Instructions instructions, string? owner = null) =>
        new(Number, priority, match, instructions) { Cookie = FlowCookie.Of(owner) };
}
