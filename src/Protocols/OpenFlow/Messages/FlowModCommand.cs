namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_flow_mod_command</c>. Strict ones are about the one flow with the same match and priority.</summary>
public enum FlowModCommand : byte
{
    Add = 0,
    Modify = 1,
    ModifyStrict = 2,
    Delete = 3,
    DeleteStrict = 4,
}
