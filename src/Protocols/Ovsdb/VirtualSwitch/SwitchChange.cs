namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>A difference between what is and what should be, for the log.</summary>
/// <param name="Subject">Such as <c>port tap1 on br-int</c>.</param>
/// <param name="Detail">What differs, of a change; else empty.</param>
public sealed record SwitchChange(ChangeKind Kind, string Subject, string Detail = "")
{
    public override string ToString() =>
        Detail.Length == 0 ? $"{Kind.ToString().ToLowerInvariant()} {Subject}" : $"{Kind.ToString().ToLowerInvariant()} {Subject}: {Detail}";
}
