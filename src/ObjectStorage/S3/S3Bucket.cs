using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Naru.ObjectStorage.Content;

namespace Naru.ObjectStorage.S3;

/// <summary>The requests to a bucket. Whatever goes wrong is an <see cref="EngineException"/>, and is said in the log.</summary>
/// <remarks>Each request is tried again by the client itself, with pauses that grow. What is sent carries its MD5, which the store compares.</remarks>
internal sealed class S3Bucket : IDisposable
{
    private const string NoSuchBucket = "NoSuchBucket";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly S3Options _options;
    private readonly ILogger _log;
    private readonly AmazonS3Client _client;

    public S3Bucket(S3Options options, ILogger log)
    {
        (_options, _log) = (options, log);
        _client = new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), new AmazonS3Config
        {
            ServiceURL = options.Endpoint!.ToString(), // The options were checked.
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            IgnoreConfiguredEndpointUrls = true,
            ConnectTimeout = ConnectTimeout,
            // The trailing checksums of Amazon's own store are not understood everywhere.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    public void Dispose() => _client.Dispose();

    public Task MakeAsync(CancellationToken cancellation) =>
        AskAsync("make the bucket", () => _client.PutBucketAsync(new PutBucketRequest { BucketName = _options.Bucket, UseClientRegion = false }, cancellation), cancellation);

    public Task PutAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => AskAsync($"store {name}", async () =>
    {
        using var body = StreamOf(bytes);
        return await _client.PutObjectAsync(
            new PutObjectRequest { BucketName = _options.Bucket, Key = KeyOf(name), InputStream = body, MD5Digest = DigestOf(bytes), UseChunkEncoding = false }, cancellation);
    }, cancellation);

    /// <returns>The upload's id.</returns>
    public async Task<string> BeginPartsAsync(string name, CancellationToken cancellation) =>
        (await AskAsync($"begin {name}", () => _client.InitiateMultipartUploadAsync(_options.Bucket, KeyOf(name), cancellation), cancellation)).UploadId;

    /// <returns>What the store calls the part.</returns>
    public Task<PartETag> PutPartAsync(string name, string upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        AskAsync($"store part {number} of {name}", async () =>
        {
            using var body = StreamOf(bytes);
            var stored = await _client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = _options.Bucket, Key = KeyOf(name), UploadId = upload, PartNumber = number, PartSize = bytes.Length, InputStream = body,
                MD5Digest = DigestOf(bytes), UseChunkEncoding = false,
            }, cancellation);
            return new PartETag(number, stored.ETag);
        }, cancellation);

    public Task CompleteAsync(string name, string upload, List<PartETag> parts, CancellationToken cancellation) => AskAsync($"put {name} together", () =>
        _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = _options.Bucket, Key = KeyOf(name), UploadId = upload, PartETags = parts }, cancellation), cancellation);

    public Task AbortAsync(string name, string upload, CancellationToken cancellation) =>
        AskAsync($"give up {name}", () => _client.AbortMultipartUploadAsync(_options.Bucket, KeyOf(name), upload, cancellation), cancellation);

    /// <returns>The bytes from <paramref name="offset"/> on; null when there is no such object.</returns>
    public Task<Stream?> OpenAsync(string name, long offset, long length, CancellationToken cancellation) => AskAsync($"read {name}", async () =>
    {
        try
        {
            var found = await _client.GetObjectAsync(new GetObjectRequest { BucketName = _options.Bucket, Key = KeyOf(name), ByteRange = new ByteRange(offset, offset + length - 1) }, cancellation);
            return (Stream?)new S3Body(found.ResponseStream, exception => Failure($"read {name} to its end", exception));
        }
        catch (AmazonS3Exception exception) when (IsMissing(exception))
        {
            return null;
        }
    }, cancellation);

    /// <returns>A small object, null when it is not there; and whether the bucket is there.</returns>
    public Task<(string? Text, bool HasBucket)> ReadAsync(string name, CancellationToken cancellation) => AskAsync($"read {name}", async () =>
    {
        try
        {
            using var found = await _client.GetObjectAsync(_options.Bucket, KeyOf(name), cancellation);
            using var reader = new StreamReader(found.ResponseStream);
            return (await reader.ReadToEndAsync(cancellation), true);
        }
        catch (AmazonS3Exception exception) when (IsMissing(exception) || exception.ErrorCode == NoSuchBucket)
        {
            return ((string?)null, exception.ErrorCode != NoSuchBucket);
        }
    }, cancellation);

    /// <summary>Removes at most 1,000 objects; those that are gone already are fine.</summary>
    public Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellation) => AskAsync("delete objects", () => _client.DeleteObjectsAsync(
        new DeleteObjectsRequest { BucketName = _options.Bucket, Objects = [.. names.Select(name => new KeyVersion { Key = KeyOf(name) })], Quiet = true }, cancellation), cancellation);

    /// <summary>The names of objects that begin so, a page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> NamesAsync(string start, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = KeyOf(start) };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync("list objects", () => _client.ListObjectsV2Async(request, cancellation), cancellation);
            yield return [.. (page.S3Objects ?? []).Select(item => item.Key[_options.Prefix.Length..])];
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated is true);
    }

    /// <summary>The uploads in parts that have not ended, at most a page of them.</summary>
    public async Task<IReadOnlyList<(string Name, string Upload)>> UnfinishedAsync(string start, CancellationToken cancellation)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _options.Bucket, Prefix = KeyOf(start) };
        var page = await AskAsync("list uploads", () => _client.ListMultipartUploadsAsync(request, cancellation), cancellation);
        return [.. (page.MultipartUploads ?? []).Select(upload => (upload.Key[_options.Prefix.Length..], upload.UploadId))];
    }

    private string KeyOf(string name) => _options.Prefix + name;

    private static bool IsMissing(AmazonS3Exception exception) => exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != NoSuchBucket;

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray());

#pragma warning disable CA5351 // Content-MD5 is what all stores compare; it keeps no secret.
    private static string DigestOf(ReadOnlyMemory<byte> bytes) => Convert.ToBase64String(MD5.HashData(bytes.Span));
#pragma warning restore CA5351

    private async Task<T> AskAsync<T>(string what, Func<Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await question();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Failure(what, exception);
        }
    }

    private EngineException Failure(string what, Exception exception)
    {
        _log.EngineFailed(_options.Endpoint!, what, exception.Message); // The options were checked.
        return new EngineException($"The store at {_options.Endpoint} did not {what}: {exception.Message}", exception);
    }
}
