namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Subtypes of the vendor actions of Nicira (Open vSwitch, ofp-actions.c).</summary>
internal enum NiciraAction : ushort
{
    Resubmit = 1,
    SetTunnel = 2,
    RegMove = 6,
    RegLoad = 7,
    Note = 8,
    SetTunnel64 = 9,
    ResubmitTable = 14,
    OutputReg = 15,
    Learn = 16,
    Exit = 17,
    Controller = 20,
    StackPush = 27,
    StackPop = 28,
    RegLoad2 = 33,
    Conjunction = 34,
    Ct = 35,
    Nat = 36,
    Controller2 = 37,
    Clone = 42,
    CtClear = 43,
    CheckPktLarger = 49,
}
