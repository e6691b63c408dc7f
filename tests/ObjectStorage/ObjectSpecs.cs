using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Naru.ObjectStorage.Specs;

public sealed class ObjectSpecs
{
    [Fact]
    public async Task Bytes_of_any_size_come_back_as_they_went()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        foreach (var size in (int[])[0, 1, 32 << 10, (32 << 10) + 1, 3_000_000])
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            using var put = await store.SendAsync(HttpMethod.Put, $"AUTH_p1/c/o{size}", body: bytes);
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
            using var again = await store.SendAsync(HttpMethod.Put, $"AUTH_p1/c/o{size}", body: bytes, headers: ("ETag", Assert.Single(put.Headers.NonValidated["ETag"])));
            Assert.Equal(HttpStatusCode.Created, again.StatusCode);
            using var get = await store.SendAsync(HttpMethod.Get, $"AUTH_p1/c/o{size}");
            Assert.Equal(bytes, await get.Content.ReadAsByteArrayAsync());
        }
        using var head = await store.SendAsync(HttpMethod.Head, "AUTH_p1/c");
        Assert.Equal("5", head.Headers.GetValues("X-Container-Object-Count").Single());
        Assert.Equal((0 + 1 + (32 << 10) + (32 << 10) + 1 + 3_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture), head.Headers.GetValues("X-Container-Bytes-Used").Single());
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd", "../../etc/passwd")]
    [InlineData("a/../b", "a/../b")]
    [InlineData("%ED%95%9C%EA%B5%AD%20%F0%9F%9A%80", "한국 🚀")]
    [InlineData("a//b/", "a//b/")]
    [InlineData("100%25", "100%")]
    [InlineData("%26%3C%3E%22'", "&<>\"'")]
    public async Task A_name_is_just_a_name(string encoded, string name)
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        Assert.Equal(201, await store.PutAsync($"AUTH_p1/c/{encoded}", "hello"));
        Assert.Equal("hello", await store.ReadAsync($"AUTH_p1/c/{encoded}"));
        Assert.Equal(name + "\n", await store.ReadAsync("AUTH_p1/c"));
        Assert.Equal(204, await store.StatusAsync(HttpMethod.Delete, $"AUTH_p1/c/{encoded}"));
    }

    [Theory]
    [InlineData("AUTH_p1/c/a%00b", 400)]
    [InlineData("AUTH_p1/c/%FF%FE", 412)]
    [InlineData("AUTH_p1//o", 404)]
    public async Task Names_that_are_none_are_refused(string path, int status)
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        Assert.Equal(status, await store.PutAsync(path, "x"));
    }

    [Fact]
    public async Task Names_have_a_greatest_length()
    {
        await using var store = await StorageHost.StartAsync();
        Assert.Equal(201, await store.PutAsync($"AUTH_p1/{new string('c', 256)}"));
        Assert.Equal(400, await store.PutAsync($"AUTH_p1/{new string('c', 257)}"));
        Assert.Equal(201, await store.PutAsync($"AUTH_p1/{new string('c', 256)}/{new string('o', 1024)}", "x"));
        Assert.Equal(400, await store.PutAsync($"AUTH_p1/{new string('c', 256)}/{new string('o', 1025)}", "x"));
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123")]
    [InlineData("bytes=7-", 206, "789")]
    [InlineData("bytes=-2", 206, "89")]
    [InlineData("bytes=5-99", 206, "56789")]
    [InlineData("bytes=10-", 416, null)]
    [InlineData("lines=1-2", 200, "0123456789")]
    public async Task A_range_gives_a_part(string range, int status, string? expected)
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "0123456789");
        using var answer = await store.SendAsync(HttpMethod.Get, "AUTH_p1/c/o", headers: ("Range", range));
        Assert.Equal(status, (int)answer.StatusCode);
        if (expected is not null)
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Several_ranges_come_in_one_answer()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "0123456789");
        using var answer = await store.SendAsync(HttpMethod.Get, "AUTH_p1/c/o", headers: ("Range", "bytes=0-1,8-9"));
        Assert.Equal("multipart/byteranges", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Content-Range: bytes 0-1/10\r\n\r\n01\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Content-Range: bytes 8-9/10\r\n\r\n89\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_decide_about_reads_and_writes()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "hello");
        const string ETag = "5d41402abc4b2a76b9719d911017c592"; // MD5 of "hello"
        Assert.Equal(304, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o", headers: ("If-None-Match", $"\"{ETag}\"")));
        Assert.Equal(412, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o", headers: ("If-Match", "\"other\"")));
        Assert.Equal(412, await store.PutAsync("AUTH_p1/c/o", "again", ("If-None-Match", "*")));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/new", "first", ("If-None-Match", "*")));
        Assert.Equal(422, await store.PutAsync("AUTH_p1/c/o", "again", ("ETag", ETag)));
        Assert.Equal("hello", await store.ReadAsync("AUTH_p1/c/o"));
    }

    [Fact]
    public async Task Metadata_is_replaced_by_a_post_and_copied_by_a_copy()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "hello", ("X-Object-Meta-Colour", "red"), ("X-Object-Meta-Size", "big"));
        Assert.Equal(202, await store.StatusAsync(HttpMethod.Post, "AUTH_p1/c/o", headers: ("X-Object-Meta-Colour", "blue")));
        Assert.Equal(201, await store.StatusAsync(new HttpMethod("COPY"), "AUTH_p1/c/o", headers: [("Destination", "c/copy"), ("X-Object-Meta-Copied", "yes")]));
        using var head = await store.SendAsync(HttpMethod.Head, "AUTH_p1/c/copy");
        Assert.Equal("blue", head.Headers.GetValues("X-Object-Meta-Colour").Single());
        Assert.Equal("yes", head.Headers.GetValues("X-Object-Meta-Copied").Single());
        Assert.False(head.Headers.Contains("X-Object-Meta-Size"));
        Assert.Equal("hello", await store.ReadAsync("AUTH_p1/c/copy"));
    }

    [Fact]
    public async Task An_end_that_has_come_hides_the_object()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        Assert.Equal(400, await store.PutAsync("AUTH_p1/c/o", "x", ("X-Delete-At", "1")));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/o", "x", ("X-Delete-After", "1")));
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (await store.StatusAsync(HttpMethod.Head, "AUTH_p1/c/o") != 404 || await ListedAsync() > 0)
        {
            Assert.True(DateTime.UtcNow < deadline, "The object is still there.");
            await Task.Delay(200);
        }

        async Task<int> ListedAsync() => (await store.ReadAsync("AUTH_p1/c")).Length;
    }

    [Fact]
    public async Task Quotas_of_a_container_hold()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c", "", ("X-Container-Meta-Quota-Bytes", "10"), ("X-Container-Meta-Quota-Count", "2"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/a", "12345678"));
        Assert.Equal(413, await store.PutAsync("AUTH_p1/c/b", "123"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/a", "1234567890"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/b"));
        Assert.Equal(413, await store.PutAsync("AUTH_p1/c/d"));
    }

    [Fact]
    public async Task Links_are_followed_and_end_somewhere()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "hello");
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/link", "", ("X-Symlink-Target", "c/o")));
        Assert.Equal("hello", await store.ReadAsync("AUTH_p1/c/link"));
        Assert.Equal("", await store.ReadAsync("AUTH_p1/c/link?symlink=get"));
        await store.PutAsync("AUTH_p1/c/ring1", "", ("X-Symlink-Target", "c/ring2"));
        await store.PutAsync("AUTH_p1/c/ring2", "", ("X-Symlink-Target", "c/ring1"));
        Assert.Equal(409, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/ring1"));
        Assert.Equal(204, await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/link"));
        Assert.Equal("hello", await store.ReadAsync("AUTH_p1/c/o"));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_and_nothing_else_is()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/big", body: bytes);
        await store.PutAsync("AUTH_p1/c/small", "hello");
        var orphan = Path.Combine(store.Contents, "ab", "abandoned");
        await File.WriteAllTextAsync(orphan, "half an upload");
        File.SetLastWriteTimeUtc(orphan, DateTime.UtcNow.AddHours(-1));
        await store.RestartAsync();

        Assert.Equal("hello", await store.ReadAsync("AUTH_p1/c/small"));
        using var get = await store.SendAsync(HttpMethod.Get, "AUTH_p1/c/big");
        Assert.Equal(bytes, await get.Content.ReadAsByteArrayAsync());
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (Directory.EnumerateFiles(store.Contents, "*", SearchOption.AllDirectories).Count() > 1)
        {
            Assert.True(DateTime.UtcNow < deadline, "The file of the abandoned upload is still there.");
            await Task.Delay(50);
        }
        Assert.Equal(204, await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/big"));
        Assert.Empty(Directory.EnumerateFiles(store.Contents, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Many_writers_leave_exact_counts()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            await store.PutAsync($"AUTH_p1/c/o{i % 40}", new string('x', i));
            if (i % 5 == 0)
                await store.StatusAsync(HttpMethod.Delete, $"AUTH_p1/c/o{(i + 7) % 40}");
        });
        var names = (await store.ReadAsync("AUTH_p1/c")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        long bytes = 0;
        foreach (var name in names)
            bytes += Encoding.UTF8.GetByteCount(await store.ReadAsync($"AUTH_p1/c/{name}"));
        using var head = await store.SendAsync(HttpMethod.Head, "AUTH_p1/c");
        Assert.Equal($"{names.Length} {bytes}", $"{head.Headers.GetValues("X-Container-Object-Count").Single()} {head.Headers.GetValues("X-Container-Bytes-Used").Single()}");
    }

    [Fact]
    public async Task A_reader_gets_the_old_bytes_or_the_new_ones()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        byte[][] contents = [[.. Enumerable.Repeat((byte)'a', 50_000)], [.. Enumerable.Repeat((byte)'b', 60_000)], [.. Enumerable.Repeat((byte)'c', 100)]];
        await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/o", body: contents[0]);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
                Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/o", body: contents[i % 3]));
        });
        while (!writing.IsCompleted)
        {
            using var get = await store.SendAsync(HttpMethod.Get, "AUTH_p1/c/o");
            Assert.Equal(HttpStatusCode.OK, get.StatusCode);
            var bytes = await get.Content.ReadAsByteArrayAsync();
            Assert.Contains(contents, content => content.AsSpan().SequenceEqual(bytes));
        }
        await writing;
    }
}
