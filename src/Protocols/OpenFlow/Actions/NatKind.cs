namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Which address a <see cref="Nat"/> translates.</summary>
public enum NatKind
{
    AsCommitted = 0,
    Source = 1,
    Destination = 2,
}
