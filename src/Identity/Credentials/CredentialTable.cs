using Naru.State;

namespace Naru.Identity.Credentials;

/// <summary>Where credentials are kept.</summary>
public static class CredentialTable
{
    public static readonly Table<Credential> Table = new("credentials", CredentialJson.Default.Credential);

    public static readonly Index<Credential, string> ByUser = Table.IndexBy("user", credential => credential.UserId);

    public static readonly Index<Credential, string> ByProject = Table.IndexBy("project", credential => credential.OnProjectId);
}
