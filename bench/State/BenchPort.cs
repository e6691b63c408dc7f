using System.Text.Json.Serialization;

namespace Naru.State.Bench;

/// <summary>A document about as large and as indexed as a port of the network service.</summary>
internal sealed record BenchPort(
    string Id, string Name, string NetworkId, string ProjectId, string? DeviceId, string? HostId, string Mac, string[] Addresses,
    string[] SecurityGroups, string Status, DateTimeOffset CreatedAt, long Number) : IDocument
{
    public static readonly Table<BenchPort> Table = new("ports", BenchJson.Default.BenchPort);
    public static readonly Index<BenchPort, string> ByNetwork = Table.IndexBy("network", port => port.NetworkId);
    public static readonly Index<BenchPort, string> ByProject = Table.IndexBy("project", port => port.ProjectId);
    public static readonly Index<BenchPort, string> ByDevice = Table.IndexBy("device", port => port.DeviceId);
    public static readonly Index<BenchPort, string> ByHost = Table.IndexBy("host", port => port.HostId);
    public static readonly Index<BenchPort, string> ByGroup = Table.IndexByMany("security_group", port => port.SecurityGroups);
    public static readonly UniqueIndex<BenchPort, (string, string)> ByMac = Table.UniqueBy("mac", port => (port.NetworkId, port.Mac));
    public static readonly Index<BenchPort, (string, string)> ByAddress =
        Table.IndexByMany("address", port => port.Addresses.Select(address => (port.NetworkId, address)));

    public static BenchPort Create(long number) => new(
        Guid.NewGuid().ToString(), $"port-{number}", $"4f1b7a9c-0000-0000-0000-{number % 1000:d12}",
        $"{number % 50:x32}", $"d7c1e0aa-1111-2222-3333-{number / 2:d12}", $"compute-{number % 100}",
        $"fa:16:3e:{number >> 16 & 255:x2}:{number >> 8 & 255:x2}:{number & 255:x2}",
        [$"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", $"fd00::{number:x}"],
        [$"aaaaaaaa-0000-0000-0000-{number % 50:d12}"], "DOWN", DateTimeOffset.UtcNow, number);
}

[JsonSerializable(typeof(BenchPort))]
internal sealed partial class BenchJson : JsonSerializerContext;
