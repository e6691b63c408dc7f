using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Processes;
using Naru.Lab.Topology;

namespace Naru.Lab.Checks;

/// <summary>What the checks work on: the course's topology and ways into its hosts and instances.</summary>
/// <remarks>The servers that the checks ask run as long as it does.</remarks>
public sealed class Scene(LabDirectory directory, CloudClient cloud, Course course) : IAsyncDisposable
{
    private BackgroundTool[] _servers = [];

    public LabDirectory Directory => directory;

    public CloudClient Cloud => cloud;

    public Course Course => course;

    public Probe Vm1 { get; } = new(InstanceShells.Beside(directory, course.Vm1).Unwrap());

    public Probe Vm2 { get; } = new(InstanceShells.Beside(directory, course.Vm2).Unwrap());

    public Probe Vm3 { get; } = new(InstanceShells.Beside(directory, course.Vm3).Unwrap());

    /// <summary>vm1 as its own programs see the world.</summary>
    public Probe InVm1 { get; } = new(InstanceShells.Inside(directory, course.Vm1).Unwrap());

    /// <summary>Of a full plan.</summary>
    public Probe Vm4 { get; } = new(InstanceShells.Beside(directory, course.Vm4 ?? course.Vm1).Unwrap());

    public Probe Outside { get; } = new(LabTargets.Host(directory, LabHost.OutsideName).Unwrap());

    public Probe Host(string name) => new(LabTargets.Host(directory, name).Unwrap());

    /// <summary>Starts what the checks talk to. Whether it is reached is for them to find out.</summary>
    public async Task StartServersAsync(CancellationToken cancellation) => _servers = await Task.WhenAll(
        from probe in (Probe[])[Vm1, Vm2, Outside]
        from port in (int[])[CourseTopology.WebPort, CourseTopology.OtherPort]
        select probe.ServeAsync(port, cancellation));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    /// <summary>The address an instance got by DHCP, without the prefix length.</summary>
    public string AddressOf(InstanceState instance) =>
        DhcpClient.Lease(directory, instance)?.Address.Split('/')[0] ?? throw new InvalidOperationException($"'{instance.Name}' has no lease.");

    /// <summary>The address that instances without a floating IP have outside.</summary>
    public string GatewayAddress => course.Router.ExternalGatewayInfo?.ExternalFixedIps[0].IpAddress ?? "";
}
