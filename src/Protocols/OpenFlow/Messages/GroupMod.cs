using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Adds, changes or deletes a group.</summary>
public sealed record GroupMod(ModCommand Command, Group Group) : OpenFlowMessage
{
    public static GroupMod Add(Group group) => new(ModCommand.Add, group);

    public static GroupMod Modify(Group group) => new(ModCommand.Modify, group);

    /// <summary>Deletes a group and the flows that use it; <see cref="OfGroup.All"/> deletes all.</summary>
    public static GroupMod Delete(uint id) => new(ModCommand.Delete, new Group(id, GroupType.All, []));

    internal override MessageType Type => MessageType.GroupMod;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16((ushort)Command);
        Group.WriteBody(wire);
    }

    internal static GroupMod? Read(ref WireReader body)
    {
        var command = (ModCommand)body.U16();
        return Group.ReadBody(ref body) is { } group ? new GroupMod(command, group) : null;
    }
}
