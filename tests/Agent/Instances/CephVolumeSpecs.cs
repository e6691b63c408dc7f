using Naru.Agent.Instances;
using Naru.Ceph.Specs;
using Naru.NodeContract;

namespace Naru.Agent.Specs.Instances;

/// <summary>A host opens volumes of Ceph itself.</summary>
[Trait("Category", "Lab")]
public sealed class CephVolumeSpecs(TinyCeph ceph) : IClassFixture<TinyCeph>
{
    [CephFact("rbd", "qemu-nbd", "nbdfuse", "/dev/fuse", CephFactAttribute.QemuModule)]
    public async Task What_is_written_to_an_open_image_is_there_when_it_is_opened_again()
    {
        var configuration = await ceph.ConfigurationAsync();
        await ceph.MakePoolAsync("a:pool");
        await TinyCeph.RunAsync("rbd", "--conf", configuration, "create", "--size", "16M", "a:pool/disk");
        var directory = Directory.CreateTempSubdirectory("naru-rbd-spec-").FullName;
        var files = new InstanceFiles(directory);
        try
        {
            var volume = new NodeInstanceVolume("v", "/dev/vdb", $"rbd:///a%3Apool/disk?id=admin&conf={Uri.EscapeDataString(configuration)}", -1, IsReadOnly: false);
            (await VolumeConnections.OpenAsync(files, volume, default)).Unwrap();
            // Again, as after a restart of the agent.
            (await VolumeConnections.OpenAsync(files, volume, default)).Unwrap();
            Assert.Equal(16 << 20, new FileInfo(VolumeConnections.SourceOf(files, "v")).Length);
            using (var disk = new FileStream(VolumeConnections.SourceOf(files, "v"), FileMode.Open, FileAccess.ReadWrite))
            {
                disk.Position = 5 << 20;
                disk.Write("kept"u8);
                disk.Flush(flushToDisk: true);
            }
            VolumeConnections.Close(files, "v");
            Assert.Empty(Directory.EnumerateFileSystemEntries(directory));

            (await VolumeConnections.OpenAsync(files, volume with { IsReadOnly = true }, default)).Unwrap();
            using (var disk = new FileStream(VolumeConnections.SourceOf(files, "v"), FileMode.Open, FileAccess.Read))
            {
                disk.Position = 5 << 20;
                var read = new byte[4];
                disk.ReadExactly(read);
                Assert.Equal("kept"u8.ToArray(), read);
            }
            Assert.ThrowsAny<Exception>(() => File.OpenWrite(VolumeConnections.SourceOf(files, "v")).WriteByte(0));
        }
        finally
        {
            VolumeConnections.CloseAll(files);
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void An_image_is_named_as_QEMU_names_it() => Assert.Equal(
        ["qemu-nbd", "--format=raw", "--discard=unmap", @"rbd:a\:pool/naru-volume-1:id=naru:conf=\/etc\/ceph\/x.conf"],
        RbdImage.Parse("rbd:///a%3Apool/naru-volume-1?id=naru&conf=%2Fetc%2Fceph%2Fx.conf")!.Server(isReadOnly: false));
}
