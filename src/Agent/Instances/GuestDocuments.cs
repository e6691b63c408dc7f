using Naru.Agent.Instances.Disks;
using Naru.Agent.Metadata;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>The config drive: the documents of the metadata service on a disk with the label <c>config-2</c>.</summary>
/// <remarks>Its file system is ext4: the machine that runs light instances may know neither iso9660 nor vfat.</remarks>
internal static class GuestDocuments
{
    private const string Label = "config-2";
    private const long Octets = 4L << 20;

    private static readonly string[] Paths =
    [
        "openstack/latest/meta_data.json", "openstack/latest/network_data.json", "openstack/latest/vendor_data.json", "openstack/latest/vendor_data2.json",
        "openstack/latest/user_data", "openstack/2018-08-27/meta_data.json", "openstack/2018-08-27/network_data.json", "openstack/2018-08-27/user_data",
        "ec2/latest/user-data",
    ];

    /// <summary>Makes the drive anew, if the instance has one: what it says may have changed since the last start.</summary>
    public static async Task<Result<Done>> WriteAsync(NodeInstance instance, NodeView view, InstanceFiles files, CancellationToken cancellation)
    {
        if (!instance.HasConfigDrive)
            return Done.Ok;
        var described = InstanceDescription.Of(view, instance, "");
        var content = $"{files.Directory}/config";
        try
        {
            foreach (var path in Paths)
            {
                var source = path.StartsWith("ec2/", StringComparison.Ordinal) ? path["ec2/".Length..] : path;
                if (MetadataDocuments.Find(described, default, source) is not { } document)
                    continue;
                Directory.CreateDirectory(Path.GetDirectoryName($"{content}/{path}")!);
                await File.WriteAllBytesAsync($"{content}/{path}", [.. document.Content], cancellation);
            }
            SparseFile.Create(files.ConfigDrive, Octets);
            return await FileSystems.MakeSmallExt4Async(files.ConfigDrive, Label, content, cancellation);
        }
        finally
        {
            if (Directory.Exists(content))
                Directory.Delete(content, recursive: true);
        }
    }
}
