using System.Runtime.InteropServices;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Protocols.Netlink.Nftables;

/// <summary>The nftables ruleset of one network namespace, through libnftables: the language of nft(8) without its process.</summary>
/// <remarks>
/// Synchronous (about 30 µs a rule) and thread-safe; the whole process works on one ruleset at a time, because the library
/// keeps some of its state in global variables.
/// </remarks>
public sealed class NftRuleset(NetworkNamespace home)
{
    private const string MissingLibrary =
        "Cannot use nftables: libnftables.so.1 was not found. Install Debian's package libnftables1.";

    // Guards libnftables: its parser and its cache of link names are global, the latter without regard to namespaces.
    private static readonly Lock Library = new();

    /// <summary>Applies commands as one transaction: all of them or, with an error, none.</summary>
    /// <returns>The library's message with the offending line. ENOENT, EEXIST and the like if the kernel said so, else <c>NftSyntax</c>.</returns>
    public Result<Done> Apply(string commands) =>
        Run(commands, Libnftables.OutputFlags.None, context => Libnftables.SetDryRun(context, false)).Map(_ => default(Done));

    /// <summary>Says what <see cref="Apply"/> would, and changes nothing.</summary>
    public Result<Done> Check(string commands) =>
        Run(commands, Libnftables.OutputFlags.None, context => Libnftables.SetDryRun(context, true)).Map(_ => default(Done));

    /// <summary>Makes a table be exactly this, whatever it was, without a moment when it is missing.</summary>
    /// <param name="table">Its family and name.</param>
    /// <param name="body">What stands between the braces: sets, maps and chains with their rules.</param>
    public Result<Done> Replace(NftTable table, string body) => Apply(table.ReplaceCommands(body));

    /// <summary>Deletes a table; one that is not there is fine.</summary>
    public Result<Done> Delete(NftTable table) => Apply(table.DeleteCommands);

    /// <summary>A table as nft(8) prints it, without counters: equal text is an equal table. ENOENT if there is none.</summary>
    public Result<string> List(NftTable table) => List($"list table {table}", Libnftables.OutputFlags.Stateless);

    /// <summary>The same with numbers for protocols, whose names are those of each machine's <c>/etc/protocols</c>.</summary>
    public Result<string> ListByNumber(NftTable table) => List($"list table {table}", Libnftables.OutputFlags.Stateless | Libnftables.OutputFlags.NumericProtocol);

    /// <summary>A table as JSON (libnftables-json(5)), with counters and handles. ENOENT if there is none.</summary>
    public Result<string> ListJson(NftTable table) => List($"list table {table}", Libnftables.OutputFlags.Json);

    /// <summary>Every table of the namespace as nft(8) prints it, without counters.</summary>
    public Result<string> List() => List("list ruleset", Libnftables.OutputFlags.Stateless);

    /// <summary>The names of the tables, in the kernel's order.</summary>
    public Result<EquatableList<NftTable>> Tables() => List("list tables", Libnftables.OutputFlags.None).Map(ReadTables);

    private static EquatableList<NftTable> ReadTables(string listing)
    {
        var tables = new List<NftTable>();
        foreach (var line in listing.Split('\n'))
        {
            // table inet filter
            if (line.Split(' ') is ["table", var family, var name] && Enum.TryParse<NftFamily>(family, ignoreCase: true, out var known))
                tables.Add(new NftTable(known, name));
        }
        return tables.ToEquatableList();
    }

    private Result<string> List(string command, Libnftables.OutputFlags flags) => Run(command, flags, _ => { });

    private Result<string> Run(string commands, Libnftables.OutputFlags flags, Action<NftContext> prepare)
    {
        lock (Library)
        {
            try
            {
                // Also the library's netlink sockets, and those by which it looks up names of links, are of the thread's namespace.
                return home.Run(() => RunHere(commands, flags, prepare));
            }
            catch (DllNotFoundException)
            {
                return new Error(ErrorKind.NotSupported, "NftablesMissing", MissingLibrary);
            }
        }
    }

    private Result<string> RunHere(string commands, Libnftables.OutputFlags flags, Action<NftContext> prepare)
    {
        using var context = Libnftables.New(0);
        if (context.IsInvalid || Libnftables.BufferOutput(context) != 0 || Libnftables.BufferError(context) != 0)
            return new Error(ErrorKind.Unavailable, "NftContext", $"Cannot prepare libnftables in network namespace '{home}'.");
        Libnftables.SetOutputFlags(context, flags);
        prepare(context);
        // Only of files, not of a text in memory, the library says in which line an error is.
        using var file = Libc.CreateMemoryFile("nftables", Libc.MemoryFileCloseOnExec);
        if (file.IsInvalid)
            return Errno.Last($"hand a ruleset to libnftables for network namespace '{home}'");
        RandomAccess.Write(file, Encoding.UTF8.GetBytes(commands), fileOffset: 0);
        var code = Libnftables.RunFile(context, $"/proc/self/fd/{file.DangerousGetHandle()}");
        return code == 0
            ? Marshal.PtrToStringUTF8(Libnftables.GetOutput(context)) ?? ""
            : NftError.Read(Marshal.PtrToStringUTF8(Libnftables.GetError(context)) ?? "", commands, home);
    }
}
