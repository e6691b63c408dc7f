using Naru.Primitives;

namespace Naru.Agent.Metadata.Specs;

public sealed class MetadataDocumentsSpecs
{
    private static readonly InstanceMetadata Instance = new("6f2ab0b4-0000-4000-8000-000000000001", "b5f0000000000000000000000000beef")
    {
        Name = "vm1",
        HostName = "vm1.openstacklocal",
        InstanceType = "m1.tiny",
        PublicIpv4 = IpAddress.Parse("203.0.113.7"),
        SecurityGroups = ["default", "web"],
        Keys = [new InstanceKey("mine", "ssh-ed25519 AAAA me")],
        Tags = [new InstanceTag("role", "web")],
        Devices =
        [
            new InstanceDevice(MacAddress.Parse("fa:16:3e:00:00:05"), "front"),
            new InstanceDevice(null, "database") { Serial = "cccccccc-0000-4000-8000-000000000003", Path = "/dev/vdb" },
        ],
        UserData = [.. "#!/bin/sh\n"u8],
        Interfaces =
        [
            new InstanceInterface(Guid.Parse("01234567-89ab-4000-8000-000000000002"), MacAddress.Parse("fa:16:3e:00:00:05"), Guid.Parse("aaaaaaaa-0000-4000-8000-000000000003"))
            {
                MtuBytes = 1450,
                Addresses =
                [
                    new InstanceAddress(IpAddress.Parse("192.168.50.5"), IpPrefix.Parse("192.168.50.0/24"))
                    {
                        Gateway = IpAddress.Parse("192.168.50.1"),
                        DnsServers = [IpAddress.Parse("8.8.8.8")],
                    },
                    new InstanceAddress(IpAddress.Parse("fd00::5"), IpPrefix.Parse("fd00::/64")) { Gateway = IpAddress.Parse("fd00::1"), Dhcp = false },
                ],
            },
        ],
    };

    [Theory]
    [InlineData("/latest", "meta-data/\nuser-data")]
    [InlineData("/2009-04-04/meta-data/instance-id", "6f2ab0b4-0000-4000-8000-000000000001")]
    [InlineData("/latest/meta-data/local-ipv4", "192.168.50.5")]
    [InlineData("/latest/meta-data/public-ipv4", "203.0.113.7")]
    [InlineData("/latest/meta-data/hostname", "vm1.openstacklocal")]
    [InlineData("/latest/meta-data/mac/", "fa:16:3e:00:00:05")]
    [InlineData("/latest/meta-data/security-groups", "default\nweb")]
    [InlineData("/latest/meta-data/placement/", "availability-zone")]
    [InlineData("/latest/meta-data/placement/availability-zone", "nova")]
    [InlineData("/latest/meta-data/public-keys/", "0=mine")]
    [InlineData("/latest/meta-data/public-keys/0/", "openssh-key")]
    [InlineData("/latest/meta-data/public-keys/0/openssh-key", "ssh-ed25519 AAAA me")]
    [InlineData("/latest/user-data", "#!/bin/sh\n")]
    [InlineData("/openstack/latest", "meta_data.json\nnetwork_data.json\nvendor_data.json\nvendor_data2.json\npassword\nuser_data")]
    [InlineData("/openstack/2018-08-27/user_data", "#!/bin/sh\n")]
    [InlineData("/openstack/latest/vendor_data.json", "{}")]
    [InlineData("/openstack/latest/meta_data.json",
        """{"uuid":"6f2ab0b4-0000-4000-8000-000000000001","name":"vm1","hostname":"vm1.openstacklocal","project_id":"b5f0000000000000000000000000beef","availability_zone":"nova","launch_index":0,"keys":[{"name":"mine","type":"ssh","data":"ssh-ed25519 AAAA me"}],"public_keys":{"mine":"ssh-ed25519 AAAA me"},"meta":{"role":"web"},"devices":[{"vf_trusted":false,"type":"nic","mac":"fa:16:3e:00:00:05","bus":"none","address":"none","tags":["front"]},{"type":"disk","serial":"cccccccc-0000-4000-8000-000000000003","path":"/dev/vdb","bus":"none","address":"none","tags":["database"]}]}""")]
    [InlineData("/openstack/latest/network_data.json",
        """{"links":[{"id":"tap01234567-89","vif_id":"01234567-89ab-4000-8000-000000000002","type":"ovs","mtu":1450,"ethernet_mac_address":"fa:16:3e:00:00:05"}],"networks":[{"id":"network0","link":"tap01234567-89","network_id":"aaaaaaaa-0000-4000-8000-000000000003","type":"ipv4_dhcp"},{"id":"network1","link":"tap01234567-89","network_id":"aaaaaaaa-0000-4000-8000-000000000003","type":"ipv6","ip_address":"fd00::5","netmask":"ffff:ffff:ffff:ffff::","routes":[{"network":"::","netmask":"::","gateway":"fd00::1"}]}],"services":[{"type":"dns","address":"8.8.8.8"}]}""")]
    public void A_path_has_its_document(string path, string content) => Assert.Equal(content, Find(path));

    [Fact]
    public void Listings_name_what_is_below_them_once()
    {
        Assert.EndsWith("\n2009-04-04\nlatest", Find("/"));
        Assert.EndsWith("\n2018-08-27\n2020-10-14\nlatest", Find("/openstack/"));
        Assert.Equal(
            "ami-id\nami-launch-index\nhostname\ninstance-action\ninstance-id\ninstance-type\nlocal-hostname\nlocal-ipv4\nmac\nplacement/\n"
            + "public-hostname\npublic-ipv4\npublic-keys/\nreservation-id\nsecurity-groups",
            Find("/latest/meta-data/"));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/latest/meta-data/nothing")]
    [InlineData("/latest/meta-data/instance-id/more")]
    [InlineData("/openstack/1999-01-01/meta_data.json")]
    [InlineData("/latest/meta-dat")]
    public void Other_paths_have_none(string path) => Assert.Null(Find(path));

    [Fact]
    public void Devices_are_in_documents_as_new_as_they()
    {
        Assert.DoesNotContain("devices", Find("/openstack/2015-10-15/meta_data.json"), StringComparison.Ordinal);
        Assert.Contains("""{"type":"nic","mac":"fa:16:3e:00:00:05",""", Find("/openstack/2016-06-30/meta_data.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_user_data_there_is_no_such_path()
    {
        var plain = Instance with { UserData = [] };
        Assert.Null(MetadataDocuments.Find(plain, IpAddress.Parse("192.168.50.5"), "/latest/user-data"));
        Assert.Equal("meta-data/", MetadataDocuments.Find(plain, IpAddress.Parse("192.168.50.5"), "/latest/")?.ToString());
    }

    [Fact]
    public void No_path_makes_it_throw() => Gen.String.Sample(path => { Find("/latest/" + path); });

    private static string? Find(string path) => MetadataDocuments.Find(Instance, IpAddress.Parse("192.168.50.5"), path)?.ToString();
}
