namespace Naru.Protocols.OpenFlow.Actions;

/// <summary><c>ofp_action_type</c> (OpenFlow 1.3.5 §7.2.4).</summary>
internal enum ActionType : ushort
{
    Output = 0,
    PushVlan = 17,
    PopVlan = 18,
    SetQueue = 21,
    Group = 22,
    SetNwTtl = 23,
    DecNwTtl = 24,
    SetField = 25,
}
