using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.BlockStorage.Specs;

/// <summary>Volumes of types that ask for encryption.</summary>
public sealed class EncryptionSpecs
{
    private const int Mebibyte = 1 << 20;
    private const string Secretive = "\"size\":1,\"volume_type\":\"secretive\"";

    // The first bytes of a LUKS disk, and its version.
    private const string Luks = "LUKS\u003f\u003f\0\u0001";

    /// <remarks>QEMU, which others trust, reads what this program has written.</remarks>
    [DiskFact("qemu-img")]
    public async Task What_is_encrypted_is_never_there_in_the_clear_and_each_volume_has_a_key_of_its_own()
    {
        await using var host = await VolumeHost.StartAsync();
        await MakeTypeAsync(host, """{"encryption":{"provider":"luks","control_location":"front-end","cipher":"aes-xts-plain64","key_size":256}}""");
        var plain = await host.CreateAsync();
        var content = new byte[4 * Mebibyte];
        Encoding.ASCII.GetBytes("in the clear").CopyTo(content, 3 * Mebibyte);
        var image = await host.ImageAsync(content);

        var volume = await host.CreateAsync($"\"size\":1,\"volume_type\":\"secretive\",\"imageRef\":\"{image}\"");
        Assert.Equal(Luks, host.Read(volume, Luks.Length));
        Assert.Equal(Gibibyte.Bytes, host.Length(volume));
        Assert.Equal("in the clear", Decrypted(host, volume, 3 * Mebibyte, 12));
        Assert.DoesNotContain("in the clear", host.Read(volume, 8 * Mebibyte), StringComparison.Ordinal);

        // What is made of it has the key that its bytes need.
        var clone = await host.CreateAsync($"\"size\":1,\"source_volid\":\"{volume}\"");
        var copy = await host.CreateAsync($"\"size\":2,\"snapshot_id\":\"{await host.SnapshotAsync(volume)}\"");
        Assert.All((string[])[clone, copy], id => Assert.Equal("in the clear", Decrypted(host, id, 3 * Mebibyte, 12)));
        var other = await host.CreateAsync(Secretive);
        Assert.Equal(Luks, host.Read(other, Luks.Length));
        Assert.NotEqual(SecretOf(host, volume), SecretOf(host, other));

        var shown = (await host.JsonAsync(HttpMethod.Get, $"volumes/{other}"))["volume"]!;
        Assert.True(shown["encrypted"]!.GetValue<bool>());
        Assert.True((await host.JsonAsync(HttpMethod.Get, $"volumes/{plain}"))["volume"] is JsonObject open && !open["encrypted"]!.GetValue<bool>() && !open.ContainsKey("encryption_key_id"));
        var how = await host.JsonAsync(HttpMethod.Get, $"volumes/{other}/encryption");
        Assert.Equal((shown["encryption_key_id"]!.GetValue<string>(), "luks", 256), (how["encryption_key_id"]!.GetValue<string>(), how["provider"]!.GetValue<string>(), how["key_size"]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_would_part_a_volume_from_its_key_is_refused()
    {
        await using var host = await VolumeHost.StartAsync();
        await MakeTypeAsync(host, """{"encryption":{"provider":"luks2","control_location":"front-end"}}""");
        var (plain, volume) = (await host.CreateAsync(), await host.CreateAsync(Secretive));
        foreach (var (path, body) in new[]
        {
            ("volumes", $$$"""{"volume":{"size":1,"volume_type":"secretive","source_volid":"{{{plain}}}"}}"""),
            ("volumes", $$$"""{"volume":{"size":1,"volume_type":"__DEFAULT__","source_volid":"{{{volume}}}"}}"""),
            ("backups", $$$"""{"backup":{"volume_id":"{{{volume}}}"}}"""),
            ("volume-transfers", $$$"""{"transfer":{"volume_id":"{{{volume}}}"}}"""),
            ($"volumes/{volume}/action", """{"os-volume_upload_image":{"image_name":"disk","container_format":"bare"}}"""),
            ($"volumes/{volume}/action", """{"os-retype":{"new_type":"__DEFAULT__"}}"""),
            ($"volumes/{plain}/action", """{"os-retype":{"new_type":"secretive"}}"""),
        })
        {
            var (status, answer) = await host.SendAsync(HttpMethod.Post, path, body);
            Assert.True(status == 400 && answer!.ToJsonString().Contains("encrypt", StringComparison.Ordinal), $"{path} {body}: {status} {answer}");
        }
    }

    [Theory]
    [InlineData("""{"encryption":{"provider":"luks","control_location":"back-end"}}""")]
    [InlineData("""{"encryption":{"provider":"luks","control_location":"front-end","cipher":"serpent-xts-plain64"}}""")]
    [InlineData("""{"encryption":{"provider":"luks","control_location":"front-end","key_size":100}}""")]
    public async Task A_type_asks_for_an_encryption_that_is_done_or_has_no_volumes(string encryption)
    {
        await using var host = await VolumeHost.StartAsync();
        await MakeTypeAsync(host, encryption);
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "volumes", $$$"""{"volume":{{{{Secretive}}}}}"""));
    }

    private static async Task MakeTypeAsync(VolumeHost host, string encryption)
    {
        var type = (await host.JsonAsync(HttpMethod.Post, "types", """{"volume_type":{"name":"secretive"}}""", VolumeHost.Admin))["volume_type"]!["id"]!.GetValue<string>();
        await host.JsonAsync(HttpMethod.Post, $"types/{type}/encryption", encryption, VolumeHost.Admin);
    }

    private static string SecretOf(VolumeHost host, string volume) => host.Store.Current.In(BlockStorageTables.Volumes).Find(volume)!.Key!.Secret;

    /// <summary>What an instance would read.</summary>
    private static string Decrypted(VolumeHost host, string volume, long position, int length)
    {
        var target = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(
                "qemu-img",
                [
                    "dd", "-U", "--object", $"secret,id=key,data={SecretOf(host, volume)}", "--image-opts", $"if=driver=luks,key-secret=key,file.filename={host.Volumes}/{volume}",
                    "-O", "raw", "bs=1M", $"skip={position / Mebibyte}", $"count={(position / Mebibyte) + 1}", $"of={target}",
                ]);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return Encoding.ASCII.GetString(File.ReadAllBytes(target), 0, length);
        }
        finally
        {
            File.Delete(target);
        }
    }
}
