using Naru.State;

namespace Naru.Identity.ApplicationCredentials;

/// <summary>Where application credentials are kept.</summary>
public static class ApplicationCredentialTable
{
    public static readonly Table<ApplicationCredential> Table =
        new("application_credentials", ApplicationCredentialJson.Default.ApplicationCredential);

    public static readonly Index<ApplicationCredential, string> ByUser = Table.IndexBy("user", credential => credential.UserId);

    public static readonly Index<ApplicationCredential, string> ByProject = Table.IndexBy("project", credential => credential.OnProjectId);

    public static readonly Index<ApplicationCredential, string> ByAccessRule =
        Table.IndexByMany("access_rule", credential => credential.AccessRuleIds?.Items ?? []);

    private static readonly UniqueIndex<ApplicationCredential, (string User, string Name)> Names =
        Table.UniqueBy("name", (ApplicationCredential credential) => ((string, string)?)(credential.UserId, credential.Name));

    public static ApplicationCredential? FindApplicationCredentialByName(this IStateReader state, string userId, string name) =>
        Names.Find(state, (userId, name));
}
