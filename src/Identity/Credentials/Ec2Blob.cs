using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Naru.Identity.Credentials;

/// <summary>The blob of a credential of type <c>ec2</c>.</summary>
internal sealed record Ec2Blob(string Access, string Secret)
{
    /// <summary>Null when the text is not such a blob.</summary>
    public static Ec2Blob? Parse(string blob)
    {
        try
        {
            return JsonSerializer.Deserialize(blob, CredentialJson.Default.Ec2Blob) is { Access: not null, Secret: not null } parsed ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The id of the credential with this access key: its SHA-256.</summary>
    public static string IdOf(string access) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(access)));

    public string ToBlob() => JsonSerializer.Serialize(this, CredentialJson.Default.Ec2Blob);
}
