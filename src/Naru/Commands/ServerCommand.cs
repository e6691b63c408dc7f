using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.BlockStorage;
using Naru.BlockStorage.Invariants;
using Naru.Compute;
using Naru.Compute.Invariants;
using Naru.Configuration;
using Naru.Identity;
using Naru.Identity.Bootstrap;
using Naru.Identity.Invariants;
using Naru.Images;
using Naru.Lab.Cloud;
using Naru.Network;
using Naru.Network.Invariants;
using Naru.Network.NodeLink;
using Naru.Network.Nova;
using Naru.Network.Quotas;
using Naru.Network.Routers;
using Naru.Network.SimulatedHosts;
using Naru.ObjectStorage;
using Naru.Ovn;
using Naru.Ovn.Southbound;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Doctor;
using Naru.Rest.Endpoints;
using Naru.Rest.Keystone;
using Naru.Rest.Policy;
using Naru.Rest.Style;
using Naru.Seed;
using Naru.SharedFileSystems;
using Naru.State;
using Naru.Walk.Endpoints;
using Naru.Walk.Invariants;
using Naru.Walk.Observing;

namespace Naru.Commands;

/// <summary><c>naru server</c>: the APIs and the agents' streams.</summary>
internal static class ServerCommand
{
    private const long LargestBody = 16 << 20;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    // Enough to ask what happened lately; a server in memory may run for days.
    private const int MemoryRetention = 10_000;

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Where the state and the administrator's first password are kept.",
            DefaultValueFactory = _ => new DirectoryInfo("/var/lib/naru/server"),
        };
        var listen = new Option<Uri>("--listen")
        {
            Description = "The address of the APIs.",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
            CustomParser = argument => Address(argument, Uri.UriSchemeHttp),
        };
        var publicUrl = new Option<Uri?>("--public-url")
        {
            CustomParser = argument => Address(argument, Uri.UriSchemeHttp, Uri.UriSchemeHttps),
            Description = "The address that clients use, for the catalog; the one of --listen by default.",
        };
        var socket = new Option<FileInfo?>("--agent-socket") { Description = "A Unix socket for agents of this machine." };
        var config = new Option<FileInfo?>("--config") { Description = "What else an operator decides (JSON): passwords, an existing Keystone, Nova." };
        var policy = new Option<string?>("--policy")
        {
            Description = "Rules over the default policies: a YAML file of oslo.policy, or a directory of them. Read again at SIGHUP.",
        };
        var remote = AgentListenOptions.Create();
        var trials = TrialOptions.Create();
        var routers = RouterOptions.Create();
        var shares = ShareCommandOptions.Create();
        var volumes = VolumeCommandOptions.Create();
        var ovnOptions = OvnServerOptions.Create();
        var command = new Command("server", "Serves the OpenStack APIs and the agents of the hosts.") { data, listen, publicUrl, socket, config, policy };
        foreach (var option in remote.All.Concat(trials.All).Concat(routers.All).Concat(shares.All).Concat(volumes.All).Concat(ovnOptions.All))
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = parsed.GetRequiredValue(listen);
            var configuration = new ServerConfiguration();
            if (!remote.Read(parsed).TryGet(out var agents, out var error)
                || (parsed.GetValue(config) is { } file && !ServerConfiguration.Read(file.FullName).TryGet(out configuration, out error))
                || !shares.Check(parsed, hasCephFs: configuration.CephFs is not null).TryGet(out _, out error)
                || !trials.Read(parsed, isInMemory: parsed.GetResult(data) is null or { Implicit: true }, address).TryGet(out var trial, out error)
                || !ovnOptions.Read(parsed, trial.ApiOnly).TryGet(out var ovn, out error))
            {
                return Answer.Refuse(error);
            }
            var started = await RunAsync(
                parsed.GetRequiredValue(data).FullName, trial, address, parsed.GetValue(publicUrl) ?? address, parsed.GetValue(socket)?.FullName, agents,
                OvnServerOptions.Settle(routers.Read(parsed), ovn), ovn, directory => shares.Read(parsed, directory), directory => volumes.Read(parsed, directory), configuration, parsed.GetValue(policy), cancellation);
            return started.TryGet(out _, out error) ? Answer.Success : Answer.Refuse(error);
        });
        return command;
    }

    private static Uri? Address(ArgumentResult argument, params string[] schemes)
    {
        var text = argument.Tokens[^1].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme))
            return address;
        argument.AddError($"'{text}' is no address: expected {string.Join(" or ", schemes.Select(scheme => $"{scheme}://HOST:PORT"))}.");
        return null;
    }

    private static async Task<Result<Done>> RunAsync(
        string data, Trial trial, Uri listen, Uri publicUrl, string? agentSocket, AgentListener? agents, NetworkOptions networking, OvnOptions? ovn,
        Func<string, ShareOptions> sharing, Func<string, BlockStorageOptions> keeping, ServerConfiguration configuration, string? policy, CancellationToken cancellation)
    {
        using var logs = LoggerFactory.Create(ServiceLogs.Configure);
        await using var store = await Store.OpenAsync(
            CloudTables.Schema(), Journal(data, trial), TimeProvider.System, logs.CreateLogger<Store>(),
            StoreOptions.Default with { Guard = new ReachGuard() }, cancellation);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ServiceLogs.Configure(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, listen, agentSocket, agents));
        builder.Services.AddSingleton(store);
        if (configuration.Keystone is { } keystone)
        {
            builder.Services.AddKeystone(keystone);
        }
        else
        {
            builder.Services.AddIdentity(new IdentityOptions
            {
                DataDirectory = data,
                PublicUrl = publicUrl.ToString().TrimEnd('/'),
                FirstPassword = trial.Password,
                Region = configuration.Region,
                Passwords = configuration.Passwords,
            });
        }
        builder.Services.AddNetwork(networking);
        if (configuration.Nova is { } nova)
            builder.Services.AddNovaNotifications(nova, configuration.Keystone);
        builder.Services.AddNodeLink();
        if (ovn is not null)
            builder.Services.AddOvn(ovn);
        builder.Services.AddNetworkInvariants().AddIdentityInvariants().AddComputeInvariants().AddBlockStorageInvariants().AddShareInvariants().AddSingleton<IInvariant, IndexesAreExact>();
        using var objects = ContentDirectory.Of("objects", data, trial);
        builder.Services.AddObjectStorage(new ObjectStorageOptions(objects.Path) { S3 = configuration.S3 });
        using var images = ContentDirectory.Of("images", data, trial);
        builder.Services.AddImages(new ImageOptions(images.Path, configuration.ImageDownloadHosts));
        using var volumes = ContentDirectory.Of("volumes", data, trial);
        builder.Services.AddBlockStorage(keeping(volumes.Path) with { Rbd = configuration.Rbd });
        // After the volumes, which it uses.
        builder.Services.AddCompute(new ComputeOptions());
        using var shares = ContentDirectory.Of("shares", data, trial);
        builder.Services.AddSharedFileSystems(sharing(shares.Path) with { CephFs = configuration.CephFs });
        if (trial.ApiOnly)
            builder.Services.AddSimulatedHosts(SimulatedHostsService.Named(trial.Computes, networking.UsesOvn));

        await using var app = builder.Build();
        var apis = new List<Api>();
        if (configuration.Keystone is null)
        {
            await app.Services.GetRequiredService<IdentityBootstrap>().RunAsync(cancellation);
            apis.Add(app.MapIdentityApi());
        }
        await app.Services.PrepareNetworkAsync(cancellation);
        if ((await app.Services.ChangeEngineAsync(cancellation)).Error is { } unchanged)
            return unchanged;
        await app.Services.PrepareSharedFileSystemsAsync(cancellation);
        await app.Services.PrepareBlockStorageAsync();
        var network = app.MapNetworkApi();
        app.MapWalk(network, new WalkObserver(app.Services.GetRequiredService<NodeStreams>().AskAsync, ovn is null ? null : new LogicalTracer(ovn).TraceAsync));
        apis.Insert(0, network);
        MapDoctor(app, store);
        app.MapNodeLink();
        app.MapObjectStorageApi();
        app.MapImageApi();
        app.MapComputeApi(network);
        app.MapSharedFileSystemsApi();
        app.MapBlockStorageApi();
        if (!PolicyReload.Start(app.Services, policy).TryGet(out var reload, out var wrong))
            return wrong;
        using var reloading = reload;
        // Whoever reaches the API finds what the seed declares.
        if (trial.Seed is { } seed && (await SeedAsync(app.Services, [.. apis], store, seed, cancellation)).Error is { } error)
            return error;
        await app.StartAsync(cancellation);
        if (agentSocket is not null)
            File.SetUnixFileMode(agentSocket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (trial.ApiOnly)
            Console.WriteLine($"The APIs answer at {listen} without agents, for {(trial.Password is null ? $"admin with the password in {data}/admin-password" : $"admin with the password '{trial.Password}'")}.");
        await app.WaitForShutdownAsync(cancellation);
        return Done.Ok;
    }

    private static void MapDoctor(WebApplication app, Store store)
    {
        var services = app.Services;
        var own = new Api(
            "/naru/v1", new NeutronStyle(), store, services.GetRequiredKeyedService<PolicyTable>(NetworkRegistration.PolicyKey),
            services.GetRequiredService<ICallerResolver>(), quotas: null, services.GetRequiredService<ILogger<Api>>());
        own.MapDoctor(app, new Examination(services.GetServices<IInvariant>()), new HostExamination(services.GetServices<IHostInvariant>(), TimeProvider.System));
    }

    private static IJournal Journal(string data, Trial trial)
    {
        if (trial.InMemory)
            return new MemoryJournal(MemoryRetention);
        Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new SqliteJournal(Path.Combine(data, "state.db"));
    }

    private static Task<Result<int>> SeedAsync(IServiceProvider services, Api[] apis, Store store, string file, CancellationToken cancellation) =>
        new DeclaredState(apis, services.GetRequiredService<RouterInterfaces>(), services.GetRequiredService<NetworkQuotas>())
            .ApplyAsync(store, file, CloudCredentials.Administrator, cancellation);

    // The APIs speak HTTP/1.1 and the agents HTTP/2, so neither is reached through the other's address.
    private static void Listen(KestrelServerOptions kestrel, Uri listen, string? agentSocket, AgentListener? agents)
    {
        kestrel.AddServerHeader = false;
        // Metadata of objects may be any text.
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        // A host whose machine is gone says nothing; after twice this time it counts as detached.
        kestrel.Limits.Http2.KeepAlivePingDelay = KeepAlive;
        kestrel.Limits.Http2.KeepAlivePingTimeout = KeepAlive;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        var port = listen.Port;
        if (IPAddress.TryParse(listen.Host.Trim('[', ']'), out var address))
            kestrel.Listen(address, port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        else
            kestrel.ListenLocalhost(port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        if (agentSocket is not null)
        {
            // A socket file of a server that was killed would refuse the new one.
            File.Delete(agentSocket);
            kestrel.ListenUnixSocket(agentSocket, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        }
        agents?.Listen(kestrel);
    }
}
