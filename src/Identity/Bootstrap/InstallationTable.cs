using Naru.State;

namespace Naru.Identity.Bootstrap;

/// <summary>Where the one document about the installation is kept.</summary>
public static class InstallationTable
{
    public static readonly Table<Installation> Table = new("identity_installation", InstallationJson.Default.Installation);
}
