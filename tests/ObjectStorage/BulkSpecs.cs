using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ICSharpCode.SharpZipLib.BZip2;

namespace Naru.ObjectStorage.Specs;

public sealed class BulkSpecs
{
    [Theory]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tar.bz2")]
    public async Task An_archive_becomes_objects(string format)
    {
        await using var store = await StorageHost.StartAsync();
        using var answer = await store.SendAsync(HttpMethod.Put, $"AUTH_p1?extract-archive={format}", body: Archive(format, ("c/a.txt", "one"), ("d/e/b.txt", "two")));
        Assert.Contains("Number Files Created: 2", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("one", await store.ReadAsync("AUTH_p1/c/a.txt"));
        Assert.Equal("two", await store.ReadAsync("AUTH_p1/d/e/b.txt"));
    }

    [Fact]
    public async Task Rubbish_for_an_archive_is_told_in_the_answer()
    {
        await using var store = await StorageHost.StartAsync();
        foreach (var format in (string[])["tar", "tar.gz", "tar.bz2", "zip"])
        {
            using var answer = await store.SendAsync(HttpMethod.Put, $"AUTH_p1?extract-archive={format}", body: RandomNumberGenerator.GetBytes(2000));
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Contains("Response Status: 400", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_list_deletes_what_it_names()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/a%20b", "x");
        await store.PutAsync("AUTH_p1/full");
        await store.PutAsync("AUTH_p1/full/o", "x");
        var list = Encoding.UTF8.GetBytes("c/a%20b\n/c/missing\n\nfull\nc\n");
        using var answer = await store.SendAsync(HttpMethod.Post, "AUTH_p1?bulk-delete", body: list, headers: ("Content-Type", "text/plain"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Number Deleted: 2\nNumber Not Found: 1\n", text, StringComparison.Ordinal);
        Assert.Contains("/full, 409 Conflict", text, StringComparison.Ordinal);
        Assert.Equal("full\n", await store.ReadAsync("AUTH_p1"));
    }

    private static byte[] Archive(string format, params (string Name, string Text)[] files)
    {
        using var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, leaveOpen: true))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        using var packed = new MemoryStream();
        using (var packer = Packer(format, packed))
            packer.Write(plain.ToArray());
        return packed.ToArray();
    }

    private static Stream Packer(string format, Stream target) => format switch
    {
        "tar.gz" => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
        "tar.bz2" => new BZip2OutputStream(target) { IsStreamOwner = false },
        _ => target,
    };
}
