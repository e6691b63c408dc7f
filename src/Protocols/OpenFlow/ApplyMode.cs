namespace Naru.Protocols.OpenFlow;

/// <summary>What happens to the rest of the changes if the switch refuses one.</summary>
public enum ApplyMode
{
    /// <summary>They are made in order, each on its own; those that are not refused stay.</summary>
    Ordered,

    /// <summary>All or none, and no packet sees a part of them (a bundle). Meters cannot be in a bundle.</summary>
    Atomic,
}
