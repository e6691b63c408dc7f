using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Credentials;

/// <summary>A secret of a user that is meant for another protocol, such as the key pair of the S3 and EC2 APIs.</summary>
public sealed record Credential : IdentityResource
{
    /// <summary>The type whose id is the hash of its access key.</summary>
    public const string Ec2 = "ec2";

    public string UserId { get; init; } = "";

    public string? OnProjectId { get; init; }

    public string Type { get; init; } = "";

    /// <summary>Text of any form; JSON with <c>access</c> and <c>secret</c> for the type <c>ec2</c>.</summary>
    public string Blob { get; init; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(Credential))]
[JsonSerializable(typeof(Ec2Blob))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class CredentialJson : JsonSerializerContext;
