using System.Diagnostics;
using System.Text;
using Naru.Agent.Instances;
using Naru.NodeContract;

namespace Naru.Agent.Specs.Instances;

/// <summary>A host opens encrypted volumes, and leaves neither their keys nor their contents.</summary>
public sealed class EncryptedVolumeSpecs : IDisposable
{
    private const string Secret = "0123456789abcdef";
    private const string Written = "written by an instance";
    private readonly string _directory = Directory.CreateTempSubdirectory("naru,luks-spec-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [VolumeProgramsFact]
    public async Task What_is_written_to_an_open_volume_is_encrypted_and_there_when_it_is_opened_again()
    {
        var disk = $"{_directory}/disk";
        using (var making = Process.Start("qemu-img", ["create", "-q", "-f", "luks", "--object", $"secret,id=key,data={Secret}", "-o", "key-secret=key,iter-time=10", disk, "8M"]))
            await making.WaitForExitAsync();
        var files = new InstanceFiles($"{_directory}/instance");
        var volume = new NodeInstanceVolume("v", "/dev/vdb", new Uri(disk).AbsoluteUri, -1, IsReadOnly: false) { Secret = Secret };
        try
        {
            (await VolumeConnections.OpenAsync(files, volume, default)).Unwrap();
            // Again, as after a restart of the agent.
            (await VolumeConnections.OpenAsync(files, volume, default)).Unwrap();
            Assert.False(File.Exists(files.VolumeSecret("v")));
            using (var opened = new FileStream(VolumeConnections.SourceOf(files, "v"), FileMode.Open, FileAccess.ReadWrite))
            {
                Assert.Equal(8 << 20, opened.Length);
                opened.Position = 1 << 20;
                // Instances write whole sectors.
                opened.Write(Encoding.ASCII.GetBytes(Written.PadRight(512)));
                opened.Flush(flushToDisk: true);
            }
            VolumeConnections.Close(files, "v");
            Assert.DoesNotContain(Written, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(disk)), StringComparison.Ordinal);

            (await VolumeConnections.OpenAsync(files, volume with { IsReadOnly = true }, default)).Unwrap();
            using var again = new FileStream(VolumeConnections.SourceOf(files, "v"), FileMode.Open, FileAccess.Read);
            again.Position = 1 << 20;
            var read = new byte[Written.Length];
            again.ReadExactly(read);
            Assert.Equal(Written, Encoding.ASCII.GetString(read));
        }
        finally
        {
            VolumeConnections.CloseAll(files);
        }
    }

    [Fact]
    public void An_encrypted_volume_is_reached_where_its_bytes_are()
    {
        var volume = new NodeInstanceVolume("v", "/dev/vdb", "nbd://[2001:db8::1]:10809/a%2Cb", -1, IsReadOnly: true);
        Assert.Equal(
            ["qemu-nbd", "--object", "secret,id=key,file=/x,,y", "--read-only", "--image-opts",
                "driver=luks,key-secret=key,file.driver=nbd,file.server.type=inet,file.server.host=2001:db8::1,file.server.port=10809,file.export=a,,b"],
            LuksImage.Server(volume, "/x,y")!);
        Assert.Equal(
            "driver=luks,key-secret=key,file.driver=rbd,file.pool=a:pool,file.image=disk,file.user=admin,file.conf=/etc/x.conf",
            LuksImage.Server(volume with { Connection = "rbd:///a%3Apool/disk?id=admin&conf=%2Fetc%2Fx.conf" }, "/x")![^1]);
        Assert.Null(LuksImage.Server(volume with { Connection = "iscsi://elsewhere/1" }, "/x"));
    }
}
