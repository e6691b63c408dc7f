namespace Naru.Network.Ports;

/// <summary>What a draft of a port decides itself, so that no default is put in its place.</summary>
[Flags]
public enum PortDefaults
{
    None = 0,
    PortSecurity = 1,
    SecurityGroups = 2,
}
