namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_controller_role</c>, with the words of OpenFlow 1.3.</summary>
public enum ControllerRole : uint
{
    NoChange = 0,
    Equal = 1,
    Master = 2,
    Slave = 3,
}
