using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>The documents of an instance under the paths of EC2's and OpenStack's metadata services.</summary>
public static class MetadataDocuments
{
    private const string Latest = "latest";
    private const string OpenStack = "openstack";
    private const string Password = "password";

    private static readonly string[] Ec2Versions =
    [
        "1.0", "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01", "2008-09-01", "2009-04-04", Latest,
    ];

    private static readonly string[] OpenStackVersions =
    [
        "2012-08-10", "2013-04-04", "2013-10-17", "2015-10-15", "2016-06-30", "2016-10-06", "2017-02-22", "2018-08-27", "2020-10-14", Latest,
    ];

    /// <summary>The document at an absolute path; null when there is none. A slash at the end does not matter.</summary>
    /// <param name="asked">The address the request came from, which says which of the instance's addresses is the local one.</param>
    public static MetadataDocument? Find(InstanceMetadata instance, IpAddress asked, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            [] => Listing(Ec2Versions),
            [OpenStack] => Listing(OpenStackVersions),
            [OpenStack, var version, .. var rest] when OpenStackVersions.Contains(version) => FindIn(OpenStackTree(instance, version), rest),
            [var version, .. var rest] when Ec2Versions.Contains(version) => FindIn(Ec2Tree(instance, asked), rest),
            _ => null,
        };
    }

    /// <summary>Whether it is the path at which an instance leaves what it has encrypted for its user.</summary>
    public static bool IsPassword(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [OpenStack, var version, Password] && OpenStackVersions.Contains(version);

    // Paths of leaves to documents. A directory is what has leaves below it; its listing marks directories by a slash.
    private static MetadataDocument? FindIn(Dictionary<string, MetadataDocument> tree, string[] segments)
    {
        var path = string.Join('/', segments);
        if (tree.TryGetValue(path, out var document))
            return document;
        var prefix = segments.Length == 0 ? "" : path + '/';
        var entries = tree.Keys
            .Where(leaf => leaf.StartsWith(prefix, StringComparison.Ordinal) && leaf.Length > prefix.Length)
            .Select(leaf => leaf[prefix.Length..])
            .Select(leaf => leaf.IndexOf('/') is var slash && slash < 0 ? leaf : leaf[..(slash + 1)])
            .Distinct()
            .ToList();
        entries.RemoveAll(entry => entries.Contains(entry + '/'));
        return entries.Count == 0 ? null : Listing(entries);
    }

    private static MetadataDocument Listing(IEnumerable<string> entries) => MetadataDocument.Text(string.Join('\n', entries));

    private static Dictionary<string, MetadataDocument> Ec2Tree(InstanceMetadata instance, IpAddress asked)
    {
        var own = instance.Interfaces.Items.FirstOrDefault(port => port.Addresses.Items.Any(address => address.Address == asked))
            ?? instance.Interfaces.Items.FirstOrDefault();
        var local = asked.IsV4
            ? asked
            : own?.Addresses.Items.Where(address => address.Address.IsV4).Select(address => (IpAddress?)address.Address).FirstOrDefault();
        var tree = new Dictionary<string, MetadataDocument>();
        Add("ami-id", instance.ImageId);
        Add("ami-launch-index", "0");
        Add("hostname", instance.HostName);
        Add("instance-action", "none");
        Add("instance-id", instance.InstanceId);
        Add("instance-type", instance.InstanceType);
        Add("local-hostname", instance.HostName);
        Add("local-ipv4", local?.ToString() ?? "");
        Add("mac", own?.Mac.ToString() ?? "");
        Add("placement/availability-zone", instance.AvailabilityZone);
        Add("public-hostname", instance.HostName);
        Add("public-ipv4", instance.PublicIpv4?.ToString() ?? "");
        for (var i = 0; i < instance.Keys.Count; i++)
            Add($"public-keys/{i}/openssh-key", instance.Keys[i].PublicKey);
        // The keys' directory alone is listed with names: '0=mykey'.
        if (!instance.Keys.IsEmpty)
            Add("public-keys", string.Join('\n', instance.Keys.Select((key, i) => $"{i}={key.Name}")));
        Add("reservation-id", "");
        Add("security-groups", string.Join('\n', instance.SecurityGroups));
        if (!instance.UserData.IsEmpty)
            tree.Add("user-data", UserData(instance));
        return tree;

        void Add(string name, string text) => tree.Add($"meta-data/{name}", MetadataDocument.Text(text));
    }

    private static Dictionary<string, MetadataDocument> OpenStackTree(InstanceMetadata instance, string version)
    {
        var tree = new Dictionary<string, MetadataDocument>
        {
            ["meta_data.json"] = OpenStackDocuments.MetaData(instance, version),
            ["network_data.json"] = OpenStackDocuments.NetworkData(instance),
            ["vendor_data.json"] = new(MetadataDocument.Json, [(byte)'{', (byte)'}']),
            ["vendor_data2.json"] = new(MetadataDocument.Json, [(byte)'{', (byte)'}']),
        };
        tree.Add(Password, MetadataDocument.Text(instance.SealedPassword));
        if (!instance.UserData.IsEmpty)
            tree.Add("user_data", UserData(instance));
        return tree;
    }

    private static MetadataDocument UserData(InstanceMetadata instance) => new("application/octet-stream", instance.UserData);
}
