using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>What signs in at the Identity service: the same as the <c>OS_*</c> variables of a client.</summary>
/// <param name="Root">Where the server listens; the services are below it by prefix.</param>
public sealed record CloudCredentials(Uri Root, string User, string Password, string Project)
{
    public const string Domain = "Default";
    public const string Region = "RegionOne";
    public const string Administrator = "admin";

    public Uri Identity => new(Root, "identity/v3");

    public Uri Networking => new(Root, "networking/v2.0/");

    /// <summary>The administrator of a lab; the server made the password at its first start.</summary>
    public static Result<CloudCredentials> OfAdministrator(LabDirectory directory, LabState state)
    {
        try
        {
            var password = File.ReadAllText(directory.AdministratorPassword).Trim();
            return new CloudCredentials(RootOf(state), Administrator, password, Administrator);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Error.NotFound("NoPassword",
                $"The server of the lab '{directory.Name}' has not started yet ({directory.AdministratorPassword} is missing): 'naru up' starts it.");
        }
    }

    public static Uri RootOf(LabState state) => new($"http://127.0.0.1:{state.ApiPort}/");
}
