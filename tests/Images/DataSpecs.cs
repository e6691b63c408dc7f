using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Naru.Images.Documents;

namespace Naru.Images.Specs;

public sealed class DataSpecs
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 31))];

    [Fact]
    public async Task What_was_uploaded_comes_back_with_its_hashes_and_in_parts()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync();
        using (var empty = await host.SendAsync(HttpMethod.Get, $"images/{id}/file"))
            Assert.Equal(204, (int)empty.StatusCode);

        Assert.Equal(204, await host.UploadAsync(id, Data));

        var image = await host.ShowAsync(id);
        Assert.Equal("active", image["status"]!.GetValue<string>());
        Assert.Equal(Data.Length, image["size"]!.GetValue<int>());
#pragma warning disable CA5351 // The checksum is an MD5 by definition of the API.
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Data)), image["checksum"]!.GetValue<string>());
#pragma warning restore CA5351
        Assert.Equal("sha512", image["os_hash_algo"]!.GetValue<string>());
        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(Data)), image["os_hash_value"]!.GetValue<string>());
        using var whole = await host.SendAsync(HttpMethod.Get, $"images/{id}/file");
        Assert.Equal(Data, await whole.Content.ReadAsByteArrayAsync());
        using var part = await host.SendAsync(HttpMethod.Get, $"images/{id}/file", range: "bytes=100-199");
        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal(Data[100..200], await part.Content.ReadAsByteArrayAsync());
        using var beyond = await host.SendAsync(HttpMethod.Get, $"images/{id}/file", range: "bytes=400000-");
        Assert.Equal(416, (int)beyond.StatusCode);
        Assert.Equal(409, await host.UploadAsync(id, Data));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_a_queued_image_and_no_file()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync();
        using (var socket = new TcpClient("127.0.0.1", host.Client.BaseAddress!.Port))
        {
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /image/v2/images/{id}/file HTTP/1.1\r\nHost: naru\r\nX-Auth-Token: {ImageHost.Owner}\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\nsome"));
            await host.UntilAsync(id, "saving");
        }
        await host.UntilAsync(id, "queued");
        Assert.Empty(host.Files);
        Assert.Equal(204, await host.UploadAsync(id, Data));
    }

    [Fact]
    public async Task Images_with_the_same_data_share_a_file_until_the_last_is_deleted()
    {
        await using var host = await ImageHost.StartAsync();
        var (first, second) = (await host.CreateAsync(), await host.CreateAsync());
        await host.UploadAsync(first, Data);
        await host.UploadAsync(second, Data);
        Assert.Single(host.Files);

        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, $"images/{first}"));
        using var still = await host.SendAsync(HttpMethod.Get, $"images/{second}/file");
        Assert.Equal(Data, await still.Content.ReadAsByteArrayAsync());
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, $"images/{second}"));
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task After_a_crash_what_was_half_done_is_queued_and_its_files_are_gone()
    {
        await using var host = await ImageHost.StartAsync();
        var (active, saving) = (await host.CreateAsync(), await host.CreateAsync());
        await host.UploadAsync(active, Data);
        await host.Store.WriteAsync(new("test", "test"), state =>
        {
            state.Update(ImageTables.Images, state.In(ImageTables.Images).Find(saving)! with { Status = ImageStatus.Saving });
            return Primitives.Done.Ok;
        });
        await File.WriteAllTextAsync(Path.Combine(host.Incoming, "left"), "over");

        await host.RestartAsync();

        Assert.Equal("queued", (await host.ShowAsync(saving))["status"]!.GetValue<string>());
        Assert.Single(host.Files);
        using var whole = await host.SendAsync(HttpMethod.Get, $"images/{active}/file");
        Assert.Equal(Data, await whole.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Deactivated_data_are_for_administrators()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync();
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Post, $"images/{id}/actions/deactivate"));
        await host.UploadAsync(id, Data);
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Post, $"images/{id}/actions/deactivate"));
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Get, $"images/{id}/file"));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, $"images/{id}/file", ImageHost.Admin));
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Post, $"images/{id}/actions/reactivate"));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, $"images/{id}/file"));
    }

    [Fact]
    public async Task Staged_data_are_imported_by_a_task()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync();
        const string Import = """{"method":{"name":"glance-direct"}}""";
        Assert.Equal(409, await host.StatusAsync(HttpMethod.Post, $"images/{id}/import", json: Import));
        Assert.Equal(204, await host.UploadAsync(id, Data, "stage"));
        Assert.Equal("uploading", (await host.ShowAsync(id))["status"]!.GetValue<string>());
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"images/{id}/import", json: """{"method":{"name":"web-download","uri":"http://127.0.0.1/"}}"""));

        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"images/{id}/import", json: Import));

        await host.UntilAsync(id, "active");
        await host.UntilTaskAsync(id, "success");
        using var whole = await host.SendAsync(HttpMethod.Get, $"images/{id}/file");
        Assert.Equal(Data, await whole.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_download_from_the_web_goes_to_allowed_hosts_only()
    {
        await using var source = await ImageHost.StartAsync();
        var origin = source.Client.BaseAddress!;
        await using var host = await ImageHost.StartAsync($"{origin.Host}:{origin.Port}");
        var id = await host.CreateAsync();
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"images/{id}/import", json: """{"method":{"name":"web-download","uri":"http://169.254.169.254/"}}"""));
        Assert.Equal(202, await host.StatusAsync(
            HttpMethod.Post, $"images/{id}/import", json: Download(origin, "versions")));
        await host.UntilAsync(id, "active");
        using var whole = await host.SendAsync(HttpMethod.Get, $"images/{id}/file");
        Assert.Contains("CURRENT", await whole.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var failing = await host.CreateAsync();
        Assert.Equal(202, await host.StatusAsync(
            HttpMethod.Post, $"images/{failing}/import", json: Download(origin, "none")));
        await host.UntilTaskAsync(failing, "failure");
        var image = await host.ShowAsync(failing);
        Assert.Equal("queued", image["status"]!.GetValue<string>());
        Assert.Equal("file", image["os_glance_failed_import"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("qcow2", 0, 0, 204)]
    [InlineData("raw", 0, 0, 400)]
    [InlineData("qcow2", 512, 0, 400)]
    [InlineData("qcow2", 0, 4, 400)]
    [InlineData("vmdk", 0, 0, 400)]
    public async Task A_disk_is_what_it_is_declared_to_be_and_names_no_other_file(string declared, int backing, int features, int status)
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync($"\"disk_format\":\"{declared}\"");
        var disk = new byte[1024];
        byte[] magic = [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3];
        magic.CopyTo(disk, 0);
        BinaryPrimitives.WriteUInt64BigEndian(disk.AsSpan(8), (ulong)backing);
        BinaryPrimitives.WriteUInt64BigEndian(disk.AsSpan(24), 1 << 30);
        BinaryPrimitives.WriteUInt64BigEndian(disk.AsSpan(72), (ulong)features);

        Assert.Equal(status, await host.UploadAsync(id, disk));

        var image = await host.ShowAsync(id);
        Assert.Equal(status == 204 ? "active" : "queued", image["status"]!.GetValue<string>());
        Assert.Equal(status == 204 ? 1 : 0, host.Files.Count);
        if (status == 204)
            Assert.Equal(1 << 30, image["virtual_size"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_vmdk_that_only_describes_is_refused()
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync("\"disk_format\":\"vmdk\"");
        Assert.Equal(400, await host.UploadAsync(id, "# Disk DescriptorFile\ncreateType=\"monolithicFlat\"\nRW 1 FLAT \"/etc/passwd\" 0"u8.ToArray()));
    }

    [Theory]
    [InlineData("vmdk")]
    [InlineData("vhd")]
    public async Task Bytes_of_no_known_format_are_kept_without_a_virtual_size(string format)
    {
        await using var host = await ImageHost.StartAsync();
        var id = await host.CreateAsync($"\"disk_format\":\"{format}\"");
        Assert.Equal(204, await host.UploadAsync(id, new byte[1024]));
        Assert.Null((await host.ShowAsync(id))["virtual_size"]);
    }

    private static string Download(Uri origin, string path) =>
        $"{{\"method\":{{\"name\":\"web-download\",\"uri\":\"{origin.GetLeftPart(UriPartial.Authority)}/image/{path}\"}}}}";
}
