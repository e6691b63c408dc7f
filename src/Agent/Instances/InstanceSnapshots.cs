using Naru.Agent.Instances.Disks;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Makes images of root disks, in the format of the image that they were made from, and brings them to the server.</summary>
internal sealed class InstanceSnapshots(IContent server)
{
    public async Task<Result<Done>> DeliverAsync(NodeInstance instance, string imageId, InstanceFiles files, IInstanceDriver driver, CancellationToken cancellation)
    {
        if (instance.Image is not { } source || !File.Exists(files.RootDisk))
            return Error.Conflict("NoRootDisk", $"Instance {instance.Id} has no root disk of its own: it boots from a volume.");
        var copy = $"{files.Directory}/snapshot";
        var packed = $"{copy}.packed";
        try
        {
            var copied = driver.WhileStill(instance.Id, () => SparseFile.Copy(files.RootDisk, copy));
            if (!copied.Succeeded)
                return copied;
            if (Pack(source.Format, copy, packed).Error is { } unpacked)
                return unpacked;
            await using var content = File.OpenRead(packed);
            return (await server.DeliverAsync(NodeContentKinds.Image, imageId, content, cancellation)).Map(_ => default(Done));
        }
        finally
        {
            File.Delete(copy);
            File.Delete(packed);
        }
    }

    private static Result<Done> Pack(string format, string disk, string target)
    {
        switch (format)
        {
            case "tar":
                var workspace = Directory.CreateDirectory($"{disk}.root").FullName;
                var made = TarArchive.Make(disk, "ext4", target, workspace);
                Directory.Delete(workspace);
                return made;
            case "qcow2":
                Qcow2Writer.Pack(disk, target);
                return Done.Ok;
            default:
                File.Move(disk, target, overwrite: true);
                return Done.Ok;
        }
    }
}
