using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Naru.Ceph.Specs;
using Naru.ObjectStorage.S3;

namespace Naru.ObjectStorage.Specs;

/// <summary>Objects whose bytes are in a bucket of Ceph's gateway.</summary>
[Trait("Category", "Lab")]
public sealed class S3Specs(TinyCeph ceph) : IClassFixture<TinyCeph>
{
    private const int Mebibyte = 1 << 20;

    [CephFact("radosgw", "radosgw-admin")]
    public async Task Bytes_come_back_as_they_went_whole_and_in_ranges_and_are_gone_with_the_object()
    {
        var options = await BucketAsync("round-trip");
        using var client = ClientOf(options);
        await using var store = await StorageHost.StartAsync(s3: options);
        var bytes = Random.Shared.GetItems<byte>([.. Enumerable.Range(0, 256).Select(value => (byte)value)], (20 * Mebibyte) + 5);
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c"));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/large", body: bytes));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/medium", body: bytes[..Mebibyte]));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/small", "few"));
        Assert.Equal(2, (await ContentsAsync(client, options)).Count);

        Assert.Equal(bytes, await BytesAsync(store, "AUTH_p1/c/large"));
        Assert.Equal(bytes[..Mebibyte], await BytesAsync(store, "AUTH_p1/c/medium"));
        Assert.Equal("few", await store.ReadAsync("AUTH_p1/c/small"));
        // Over the border between two parts, and the end.
        Assert.Equal(bytes[(8 * Mebibyte - 3)..(8 * Mebibyte + 4)], await BytesAsync(store, "AUTH_p1/c/large", ("Range", $"bytes={(8 * Mebibyte) - 3}-{(8 * Mebibyte) + 3}")));
        Assert.Equal(bytes[^7..], await BytesAsync(store, "AUTH_p1/c/large", ("Range", "bytes=-7")));

        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/copy", headers: [("X-Copy-From", "c/large")]));
        Assert.Equal(bytes, await BytesAsync(store, "AUTH_p1/c/copy"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/large", "replaced"));
        Assert.Equal(204, await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/medium"));
        await UntilAsync(async () => (await ContentsAsync(client, options)).Count == 1);
        Assert.Equal(bytes, await BytesAsync(store, "AUTH_p1/c/copy"));
    }

    [CephFact("radosgw", "radosgw-admin")]
    public async Task A_client_that_goes_away_and_a_wrong_checksum_leave_nothing()
    {
        var options = await BucketAsync("broken");
        using var client = ClientOf(options);
        await using var store = await StorageHost.StartAsync(s3: options);
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c"));
        Assert.Equal(422, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/wrong", body: new byte[Mebibyte], headers: [("ETag", "00000000000000000000000000000000")]));
        using (var socket = new TcpClient("127.0.0.1", new Uri(store.Address).Port))
        {
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT /object-store/v1/AUTH_p1/c/broken HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {StorageHost.Owner}\r\nContent-Length: {20 * Mebibyte}\r\n\r\n"));
            await stream.WriteAsync(new byte[10 * Mebibyte]);
            await UntilAsync(async () => await UnfinishedAsync(client, options) == 1);
        }
        await UntilAsync(async () => await UnfinishedAsync(client, options) == 0 && (await ContentsAsync(client, options)).Count == 0);
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/broken"));
    }

    [CephFact("radosgw", "radosgw-admin")]
    public async Task What_a_crash_left_in_the_bucket_is_removed_at_the_next_start_and_nothing_else()
    {
        var options = await BucketAsync("crash");
        using var client = ClientOf(options);
        await using var store = await StorageHost.StartAsync(s3: options);
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c"));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/kept", body: new byte[Mebibyte]));
        var kept = Assert.Single(await ContentsAsync(client, options));
        foreach (var name in (string[])["tests/contents/abandoned", "others"])
            await client.PutObjectAsync(new PutObjectRequest { BucketName = options.Bucket, Key = name, ContentBody = "bytes", UseChunkEncoding = false });
        await client.InitiateMultipartUploadAsync(options.Bucket, "tests/contents/half");

        await store.RestartAsync();
        await UntilAsync(async () => await UnfinishedAsync(client, options) == 0);
        Assert.Equal([kept], await ContentsAsync(client, options));
        Assert.Equal(200, (int)(await client.GetObjectMetadataAsync(options.Bucket, "others")).HttpStatusCode);
        Assert.Equal(new byte[Mebibyte], await BytesAsync(store, "AUTH_p1/c/kept"));
    }

    [CephFact("radosgw", "radosgw-admin")]
    public async Task The_bucket_of_another_store_is_left_alone()
    {
        var options = await BucketAsync("taken");
        using var client = ClientOf(options);
        await using var first = await StorageHost.StartAsync(s3: options);
        Assert.Equal(201, await first.PutAsync("AUTH_p1/c"));
        Assert.Equal(201, await first.StatusAsync(HttpMethod.Put, "AUTH_p1/c/kept", body: new byte[Mebibyte]));
        await using var second = await StorageHost.StartAsync(s3: options);
        Assert.Equal(201, await second.PutAsync("AUTH_p1/c"));
        Assert.Equal(503, await second.StatusAsync(HttpMethod.Put, "AUTH_p1/c/other", body: new byte[Mebibyte]));
        Assert.Single(await ContentsAsync(client, options));
        Assert.Equal(new byte[Mebibyte], await BytesAsync(first, "AUTH_p1/c/kept"));
    }

    [Fact]
    public async Task While_the_engine_cannot_be_reached_only_small_objects_are_taken()
    {
        // Nobody listens at port 1.
        await using var store = await StorageHost.StartAsync(s3: OptionsOf(new Uri("http://127.0.0.1:1"), "nowhere"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c"));
        Assert.Equal(503, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/large", body: new byte[Mebibyte]));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c/small", "few"));
        Assert.Equal("few", await store.ReadAsync("AUTH_p1/c/small"));
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/large"));
    }

    [Fact]
    public async Task A_copy_of_bytes_that_break_off_half_way_says_that_the_store_is_away_and_makes_nothing()
    {
        await using var engine = await FakeBucket.StartAsync();
        await using var store = await StorageHost.StartAsync(s3: OptionsOf(engine.Endpoint, "breaking"));
        Assert.Equal(201, await store.PutAsync("AUTH_p1/c"));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/whole", body: new byte[Mebibyte]));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/copy", headers: [("X-Copy-From", "c/whole")]));
        engine.BreaksOff = true;
        Assert.Equal(503, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/broken", headers: [("X-Copy-From", "c/whole")]));
        Assert.Equal(404, await store.StatusAsync(HttpMethod.Head, "AUTH_p1/c/broken"));
    }

    private static S3Options OptionsOf(Uri endpoint, string bucket) =>
        new() { Endpoint = endpoint, Bucket = bucket, Prefix = "tests/", AccessKey = TinyCeph.AccessKey, SecretKey = TinyCeph.SecretKey };

    private async Task<S3Options> BucketAsync(string name) => OptionsOf(await ceph.GatewayAsync(), name);

    private static AmazonS3Client ClientOf(S3Options options) => new(new BasicAWSCredentials(options.AccessKey, options.SecretKey), new AmazonS3Config
    {
        ServiceURL = options.Endpoint!.ToString(), AuthenticationRegion = options.Region, ForcePathStyle = true,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    private static async Task<IReadOnlyList<string>> ContentsAsync(AmazonS3Client client, S3Options options) =>
        [.. ((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = options.Bucket, Prefix = "tests/contents/" })).S3Objects ?? []).Select(item => item.Key)];

    private static async Task<int> UnfinishedAsync(AmazonS3Client client, S3Options options) =>
        (await client.ListMultipartUploadsAsync(options.Bucket)).MultipartUploads?.Count ?? 0;

    private static async Task<byte[]> BytesAsync(StorageHost store, string path, params (string Name, string Value)[] headers)
    {
        using var answer = await store.SendAsync(HttpMethod.Get, path, headers: headers);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(1); !await holds(); await Task.Delay(20))
            Assert.True(DateTime.UtcNow < end, "It did not come to that.");
    }
}
