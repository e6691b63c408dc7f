using System.Globalization;
using System.Text;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>The configuration of NFS-Ganesha (ganesha-config(8), ganesha-core-config(8), ganesha-export-config(8)).</summary>
internal static class GaneshaText
{
    // Clients that were cut off get their locks back within the grace period; a lease is how long a silent one keeps them.
    private static readonly CompositeFormat Frame = CompositeFormat.Parse("""
        NFS_CORE_PARAM {{
            Protocols = 4;
            Bind_addr = {0};
            NFS_Port = 2049;
            Enable_NLM = false;
            Enable_RQUOTA = false;
            Enable_UDP = false;
        }}
        NFSv4 {{
            Minor_Versions = 0, 1, 2;
            Grace_Period = 10;
            Lease_Lifetime = 10;
            RecoveryBackend = fs;
            RecoveryRoot = "{1}";
        }}
        NFS_KRB5 {{ Active_krb5 = false; }}
        LOG {{
            Default_Log_Level = EVENT;
            Components {{ DBUS = FATAL; TIRPC = MAJ; }}
        }}

        """);

    private static readonly CompositeFormat One = CompositeFormat.Parse("""
        EXPORT {{
            Export_Id = {0};
            Path = "{1}";
            Pseudo = "{2}";
            Filesystem_Id = {0}.{0};
            Access_Type = NONE;
            Squash = No_Root_Squash;
            SecType = sys;
            Protocols = 4;
            Transports = TCP;
            FSAL {{ Name = VFS; }}

        """);

    public static string Of(string address, string recoveryDirectory, IEnumerable<(Export Export, string Directory, string Pseudo)> exports)
    {
        var text = new StringBuilder().AppendFormat(CultureInfo.InvariantCulture, Frame, address, recoveryDirectory);
        foreach (var (export, directory, pseudo) in exports)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, One, export.Volume.Number, directory, pseudo);
            // The first that matches counts: the rule for the fewest addresses.
            // The export has an IPv4 address only: nobody comes from another.
            foreach (var client in export.Clients.Items.Where(client => IpPrefix.Parse(client.Who).IsV4).OrderByDescending(client => IpPrefix.Parse(client.Who).Length))
            {
                var clients = IpPrefix.Parse(client.Who).Length == 0 ? "*" : client.Who;
                text.Append(CultureInfo.InvariantCulture, $"    CLIENT {{ Clients = {clients}; Access_Type = {(client.MayWrite ? "RW" : "RO")}; Protocols = 4; }}\n");
            }
            text.Append("}\n");
        }
        return text.ToString();
    }
}
