using Naru.Compute.Actions;
using Naru.Compute.Aggregates;
using Naru.Compute.Flavors;
using Naru.Compute.Hosts;
using Naru.Compute.Keypairs;
using Naru.Compute.Migrations;
using Naru.Compute.Quotas;
using Naru.Compute.ServerGroups;
using Naru.Compute.Servers;
using Naru.State;

namespace Naru.Compute;

/// <summary>The tables of Compute, for the schema of the store.</summary>
public static class ComputeTables
{
    public static readonly Table<Flavor> Flavors = new("compute_flavors", ComputeJson.Default.Flavor);

    public static readonly Table<Keypair> Keypairs = new("compute_keypairs", ComputeJson.Default.Keypair);

    public static readonly Index<Keypair, string> KeypairsByUser = Keypairs.IndexBy("user", key => key.UserId);

    public static readonly Table<Counter> Counters = new("compute_counters", ComputeJson.Default.Counter);

    public static readonly Table<Server> Servers = new("compute_servers", ComputeJson.Default.Server);

    public static readonly Index<Server, string> ServersByProject = Servers.IndexBy("project", server => server.ProjectId);

    /// <summary>By each host that has something of them.</summary>
    public static readonly Index<Server, string> ServersByHost = Servers.IndexByMany("host", server => server.Hosts);

    /// <summary>Those that move while they run, by the host that they go to.</summary>
    public static readonly Index<Server, string> ServersByTarget = Servers.IndexBy("target", server => server.Move?.Target);

    public static readonly Index<Server, string> ServersByGroup = Servers.IndexBy("group", server => server.GroupId);

    /// <summary>Instances that are gone; what they were is still shown to those who ask.</summary>
    public static readonly Table<Server> DeletedServers = new("compute_deleted_servers", ComputeJson.Default.Server);

    public static readonly Index<Server, string> DeletedServersByProject = DeletedServers.IndexBy("project", server => server.ProjectId);

    public static readonly Table<ServerAction> Actions = new("compute_actions", ComputeJson.Default.ServerAction);

    public static readonly Index<ServerAction, string> ActionsByServer = Actions.IndexBy("server", action => action.ServerId);

    public static readonly Table<ComputeHost> Hosts = new("compute_hosts", ComputeJson.Default.ComputeHost);

    public static readonly Table<ServerGroup> Groups = new("compute_server_groups", ComputeJson.Default.ServerGroup);

    public static readonly Index<ServerGroup, string> GroupsByProject = Groups.IndexBy("project", group => group.ProjectId);

    public static readonly Table<Aggregate> Aggregates = new("compute_aggregates", ComputeJson.Default.Aggregate);

    public static readonly Index<Aggregate, string> AggregatesByHost = Aggregates.IndexByMany("host", aggregate => aggregate.Hosts);

    public static readonly Table<Migration> Migrations = new("compute_migrations", ComputeJson.Default.Migration);

    public static readonly Index<Migration, string> MigrationsByServer = Migrations.IndexBy("server", migration => migration.ServerId);

    public static readonly Table<ProjectLimits> Limits = new("compute_limits", ComputeJson.Default.ProjectLimits);

    public static IReadOnlyList<Table> All { get; } =
        [Flavors, Keypairs, Counters, Servers, DeletedServers, Actions, Hosts, Groups, Aggregates, Migrations, Limits];
}
