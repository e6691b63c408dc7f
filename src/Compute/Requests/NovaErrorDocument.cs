using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.Compute.Requests;

/// <summary><c>{"itemNotFound": {"code", "message"}}</c>: the family of the error is the name of the object (Compute API guide, "Faults").</summary>
internal sealed class NovaErrorDocument : IErrorDocument
{
    public int StatusCode(ErrorKind kind) => UsualStatus.Of(kind, overQuota: StatusCodes.Status403Forbidden);

    public void Write(Utf8JsonWriter writer, Error error, int statusCode) => FaultDocument.Write(writer, error.Message, statusCode);

    /// <inheritdoc/>
    /// <remarks>The one member has the name of the family.</remarks>
    public void WriteSchema(Utf8JsonWriter writer) => writer.WriteRawValue(
        """{"type":"object","additionalProperties":{"type":"object","properties":{"code":{"type":"integer"},"message":{"type":"string"}},"required":["code","message"]}}"""u8);
}
