using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

internal static partial class MetadataLog
{
    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "Metadata for {Scope} on {Address} in {Namespace}: listening")]
    public static partial void MetadataStarted(this ILogger log, MetadataScope scope, IPEndPoint address, string @namespace);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Debug, Message = "Metadata for {Scope}: {Method} {Path} of {Source} ({Instance}): {Status}")]
    public static partial void MetadataAnswered(
        this ILogger log, MetadataScope scope, string method, PathString path, IpAddress source, string instance, int status);

    [LoggerMessage(EventId = 2503, Level = LogLevel.Warning, Message = "Metadata for {Scope}: no instance has the address {Source}")]
    public static partial void MetadataUnknownSource(this ILogger log, MetadataScope scope, IpAddress source);

    [LoggerMessage(EventId = 2504, Level = LogLevel.Error, Message = "Metadata: Nova at {Address} failed: {Reason}")]
    public static partial void MetadataUpstreamFailed(this ILogger log, Uri address, string reason);

    [LoggerMessage(EventId = 2505, Level = LogLevel.Warning, Message = "Metadata for {Scope}: accepting failed: {Reason}; going on")]
    public static partial void MetadataAcceptFailed(this ILogger log, MetadataScope scope, string reason);
}
