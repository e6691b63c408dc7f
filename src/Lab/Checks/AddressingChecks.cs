using System.Text.Json;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>What an instance is told when it starts.</summary>
public static class AddressingChecks
{
    private const string MetadataAddress = "169.254.169.254";

    public static readonly Check Leases = new("DHCP leases are what the API says", LeasesAsync);

    public static readonly Check Metadata = new($"{MetadataAddress} answers with the instance's own id", MetadataAsync);

    public static readonly Check Names = new("vm1 finds vm2 by its name", NamesAsync);

    private static async Task<Result<string>> LeasesAsync(Scene scene, CancellationToken cancellation)
    {
        var seen = new List<string>();
        foreach (var instance in (InstanceState[])[scene.Course.Vm1, scene.Course.Vm2, scene.Course.Vm3])
        {
            var port = (await scene.Cloud.ShowAsync(CloudResources.Ports, instance.Port.Id, cancellation)).Unwrap();
            var subnet = (await scene.Cloud.ShowAsync(CloudResources.Subnets, port.FixedIps[0].SubnetId, cancellation)).Unwrap();
            var lease = DhcpClient.Lease(scene.Directory, instance);
            var expected = ($"{port.FixedIps[0].IpAddress}/{subnet.Cidr.Split('/')[1]}", subnet.GatewayIp, instance.Port.Mtu);
            var told = (lease?.Address, lease?.Router, lease?.Mtu ?? 0);
            if (told != expected)
                return Check.Failed($"{instance.Name} was told {told}, the API says {expected}");
            seen.Add($"{instance.Name} {lease?.Address}");
        }
        return string.Join(", ", seen);
    }

    private static async Task<Result<string>> NamesAsync(Scene scene, CancellationToken cancellation)
    {
        var name = scene.Course.Vm2.Name;
        var address = scene.AddressOf(scene.Course.Vm2);
        // Every ping says first what address it found.
        var answer = await scene.InVm1.RunAsync(["ping", "-4", "-c", "1", "-W", "5", name], cancellation);
        return answer.Output.Contains($"({address})", StringComparison.Ordinal)
            ? $"{name} is {address}"
            : Check.Failed($"{name} is '{answer.LastWords}' for vm1, expected {address}");
    }

    private static async Task<Result<string>> MetadataAsync(Scene scene, CancellationToken cancellation)
    {
        foreach (var (probe, instance) in ((Probe, InstanceState)[])[(scene.Vm1, scene.Course.Vm1), (scene.Vm3, scene.Course.Vm3)])
        {
            var answer = await probe.FetchMetadataAsync(MetadataAddress, cancellation);
            if (!answer.Succeeded)
                return Check.Failed($"no answer for {instance.Name}: {answer.LastWords}");
            using var document = JsonDocument.Parse(answer.Output);
            var id = document.RootElement.GetProperty("uuid").GetString();
            if (id != instance.Id)
                return Check.Failed($"{instance.Name} was told the id {id}, its own is {instance.Id}");
        }
        return $"vm1 is {scene.Course.Vm1.Id}";
    }
}
