namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>What a group_mod or meter_mod does.</summary>
public enum ModCommand : ushort
{
    Add = 0,
    Modify = 1,
    Delete = 2,
}
