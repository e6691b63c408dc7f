using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>All that is proven of every combination of mode, type of network and kind of router; it needs the full topology.</summary>
public static class ScenarioChecks
{
    public static readonly Check SameHost = new("vm4 reaches vm1 on the same host", SameHostAsync);

    public static readonly IReadOnlyList<Check> All =
    [
        SameHost,
        .. CourseChecks.All,
        .. Ipv6Checks.All,
        PortChecks.AllowedAddress,
        PortChecks.Unfiltered,
        DhcpChecks.Forged,
        ForwardingChecks.Forwarded,
        TrunkChecks.Carried,
        RateChecks.Limited,
    ];

    private static async Task<Result<string>> SameHostAsync(Scene scene, CancellationToken cancellation)
    {
        var address = scene.AddressOf(scene.Course.Vm1);
        return await scene.Vm4.PingsAsync(address, cancellation) ? $"{address} answers" : Check.Failed($"{address} does not answer");
    }
}
