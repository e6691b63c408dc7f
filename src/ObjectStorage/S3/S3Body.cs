using Amazon.Runtime;
using Naru.ObjectStorage.Content;

namespace Naru.ObjectStorage.S3;

/// <summary>The bytes of an answer, which may break off.</summary>
/// <param name="failure">What to say of it.</param>
internal sealed class S3Body(Stream answer, Func<Exception, EngineException> failure) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await answer.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or AmazonClientException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw failure(exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            answer.Dispose();
        base.Dispose(disposing);
    }
}
