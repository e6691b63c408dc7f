using System.Buffers;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>The JSON documents below <c>/openstack/…</c>, with the members that cloud-init reads.</summary>
internal static class OpenStackDocuments
{
    // The versions of documents that have devices, and say whether a card's virtual function is trusted (none is: there are no such cards here).
    private const string WithDevices = "2016-06-30";
    private const string WithTrust = "2018-08-27";

    public static MetadataDocument MetaData(InstanceMetadata instance, string version) => Write(json =>
    {
        json.WriteString("uuid", instance.InstanceId);
        json.WriteString("name", instance.Name);
        json.WriteString("hostname", instance.HostName);
        json.WriteString("project_id", instance.ProjectId);
        json.WriteString("availability_zone", instance.AvailabilityZone);
        json.WriteNumber("launch_index", 0);
        json.WriteStartArray("keys");
        foreach (var key in instance.Keys)
        {
            json.WriteStartObject();
            json.WriteString("name", key.Name);
            json.WriteString("type", "ssh");
            json.WriteString("data", key.PublicKey);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("public_keys");
        foreach (var key in instance.Keys)
            json.WriteString(key.Name, key.PublicKey);
        json.WriteEndObject();
        json.WriteStartObject("meta");
        foreach (var tag in instance.Tags)
            json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
        // "latest" comes after all dates.
        if (string.CompareOrdinal(version, WithDevices) >= 0)
            WriteDevices(json, instance, saysTrust: string.CompareOrdinal(version, WithTrust) >= 0);
    });

    public static MetadataDocument NetworkData(InstanceMetadata instance) => Write(json =>
    {
        json.WriteStartArray("links");
        foreach (var port in instance.Interfaces)
        {
            json.WriteStartObject();
            json.WriteString("id", port.TapName);
            json.WriteString("vif_id", port.PortId);
            json.WriteString("type", "ovs");
            json.WriteNumber("mtu", port.MtuBytes);
            json.WriteString("ethernet_mac_address", port.Mac.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("networks");
        var number = 0;
        foreach (var port in instance.Interfaces)
        {
            foreach (var address in port.Addresses)
                WriteNetwork(json, $"network{number++}", port, address);
        }
        json.WriteEndArray();
        json.WriteStartArray("services");
        foreach (var server in instance.Interfaces.SelectMany(port => port.Addresses).SelectMany(address => address.DnsServers).Distinct())
        {
            json.WriteStartObject();
            json.WriteString("type", "dns");
            json.WriteString("address", server.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    // Light instances have no bus, and of virtual machines nobody asks on which their devices are: both are what Nova says then.
    private static void WriteDevices(Utf8JsonWriter json, InstanceMetadata instance, bool saysTrust)
    {
        json.WriteStartArray("devices");
        foreach (var device in instance.Devices)
        {
            json.WriteStartObject();
            if (device.Mac is { } mac)
            {
                if (saysTrust)
                    json.WriteBoolean("vf_trusted", false);
                json.WriteString("type", "nic");
                json.WriteString("mac", mac.ToString());
            }
            else
            {
                json.WriteString("type", "disk");
                if (device.Serial.Length > 0)
                    json.WriteString("serial", device.Serial);
                if (device.Path.Length > 0)
                    json.WriteString("path", device.Path);
            }
            json.WriteString("bus", "none");
            json.WriteString("address", "none");
            json.WriteStartArray("tags");
            json.WriteStringValue(device.Tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteNetwork(Utf8JsonWriter json, string id, InstanceInterface port, InstanceAddress address)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("link", port.TapName);
        json.WriteString("network_id", port.NetworkId);
        var type = $"ipv{address.Address.Version}";
        if (address.Dhcp)
        {
            json.WriteString("type", $"{type}_dhcp");
        }
        else
        {
            json.WriteString("type", type);
            json.WriteString("ip_address", address.Address.ToString());
            json.WriteString("netmask", address.Subnet.Netmask.ToString());
            json.WriteStartArray("routes");
            if (address.Gateway is { } gateway)
            {
                var everywhere = IpPrefix.Containing(address.Address, 0);
                json.WriteStartObject();
                json.WriteString("network", everywhere.Network.ToString());
                json.WriteString("netmask", everywhere.Netmask.ToString());
                json.WriteString("gateway", gateway.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static MetadataDocument Write(Action<Utf8JsonWriter> members)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return new MetadataDocument(MetadataDocument.Json, EquatableList.Create(output.WrittenSpan));
    }
}
