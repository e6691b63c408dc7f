namespace Naru.Walk.Switching;

/// <summary>A packet that a bridge sends out.</summary>
/// <param name="Port">A port number, or one of the reserved ones.</param>
/// <param name="Packet">With the fields of the switch, such as the tunnel's id.</param>
/// <param name="Steps">The tables it went through.</param>
internal sealed record FlowOutput(uint Port, FlowFields Packet, IReadOnlyList<FlowStep> Steps);
