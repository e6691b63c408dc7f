namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>How large packets may be on the wires of the operator.</summary>
internal static class PhysicalMtus
{
    public static int Of(NetworkOptions options, string? physicalNetwork)
    {
        foreach (var known in options.PhysicalMtus)
        {
            if (known.PhysicalNetwork == physicalNetwork)
                return known.Mtu;
        }
        return options.GlobalPhysicalMtu;
    }
}
