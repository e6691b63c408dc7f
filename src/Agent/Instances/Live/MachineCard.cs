using Naru.Primitives;

namespace Naru.Agent.Instances.Live;

/// <summary>A network card of a machine that goes to another host.</summary>
/// <param name="Name">As <see cref="InstanceRecord.Nics"/> has it.</param>
internal sealed record MachineCard(string PortId, string Name, MacAddress Mac, int? Slot);
