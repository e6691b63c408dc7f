namespace Naru.Protocols.Ovsdb.VirtualSwitch;

public enum ChangeKind
{
    Delete,
    Add,
    Modify,
}
