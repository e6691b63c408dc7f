using System.Security.Cryptography;
using Naru.Identity.Assignments;
using Naru.Identity.Catalog;
using Naru.Identity.Passwords;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Tokens;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Bootstrap;

/// <summary>Makes what a cloud cannot be used without: the default domain, roles, an administrator, the catalog, the key of the tokens.</summary>
/// <remarks>Runs at every start before the first request. What exists is left as it is, except that own endpoints follow the address.</remarks>
public sealed class IdentityBootstrap(Store store, IdentityOptions options)
{
    private const string InstallationId = "this";
    private static readonly WriteContext Context = new("bootstrap", "naru");

    /// <summary>The file with the administrator's first password.</summary>
    public string PasswordFile => Path.Combine(options.DataDirectory, "admin-password");

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (store.Current.In(InstallationTable.Table).Contains(InstallationId))
        {
            (await store.WriteAsync(Context, KeepCatalog, cancellation)).Unwrap();
            return;
        }
        // The file comes first: a crash in between leaves a password that the next start uses, never an unknown one.
        var hash = PasswordHash.Of(AdminPassword());
        (await store.WriteAsync(Context, state => Install(state, hash), cancellation)).Unwrap();
    }

    private string AdminPassword()
    {
        if (options.FirstPassword is { } given)
            return given;
        Directory.CreateDirectory(options.DataDirectory);
        if (File.Exists(PasswordFile))
            return File.ReadAllText(PasswordFile).Trim();
        var password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 24);
        using var file = new FileStream(PasswordFile, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(file);
        writer.WriteLine(password);
        return password;
    }

    private Result<Done> Install(Transaction state, string passwordHash)
    {
        var domain = new Project { Id = "default", Name = "Default", Description = "The default domain", IsDomain = true };
        state.Insert(ProjectTable.Table, domain);
        var project = AddProject(state, "admin", "Administration of the cloud");
        AddProject(state, "service", "The services of the cloud");
        var admin = new User { Id = IdentityResource.NewId(), Name = "admin", DomainId = domain.Id, PasswordHash = passwordHash };
        state.Insert(UserTable.Table, admin);

        var role = AddRole(state, "admin");
        string[] implied = ["manager", "member", "reader"];
        var prior = role;
        foreach (var name in implied)
        {
            var next = AddRole(state, name);
            state.Insert(ImpliedRoleTable.Table, new ImpliedRole(prior.Id, next.Id));
            prior = next;
        }
        AddRole(state, "service");
        state.Insert(AssignmentTable.Table, new Assignment(ActorKind.User, admin.Id, TargetKind.Project, project.Id, role.Id, Inherited: false));
        state.Insert(AssignmentTable.Table, new Assignment(ActorKind.User, admin.Id, TargetKind.System, Assignment.SystemTarget, role.Id, Inherited: false));

        state.Insert(TokenTables.Keys, new SigningKey("current", RandomNumberGenerator.GetBytes(32)));
        state.Insert(InstallationTable.Table, new Installation(InstallationId, []));
        return KeepCatalog(state);
    }

    // Adds the services that this version has and the state lacks, and moves own endpoints to the address of today.
    private Result<Done> KeepCatalog(Transaction state)
    {
        var installation = state.In(InstallationTable.Table).Find(InstallationId)!;
        if (!state.In(CatalogTables.Regions).Contains(options.Region))
            state.Insert(CatalogTables.Regions, new Region { Id = options.Region });
        foreach (var builtIn in options.Services)
        {
            if (!installation.Endpoints.Any(own => own.ServiceType == builtIn.Type))
                installation = installation with { Endpoints = [.. installation.Endpoints, .. AddService(state, builtIn)] };
        }
        foreach (var own in installation.Endpoints)
        {
            if (state.In(CatalogTables.Endpoints).Find(own.EndpointId) is { } endpoint
                && options.Services.FirstOrDefault(builtIn => builtIn.Type == own.ServiceType) is { } service)
            {
                state.Update(CatalogTables.Endpoints, endpoint with { Url = UrlOf(service) });
            }
        }
        state.Update(InstallationTable.Table, installation);
        return Done.Ok;
    }

    private IEnumerable<OwnEndpoint> AddService(Transaction state, BuiltInService builtIn)
    {
        var service = new Service { Id = IdentityResource.NewId(), Type = builtIn.Type, Name = builtIn.Name };
        state.Insert(CatalogTables.Services, service);
        string[] interfaces = ["public", "internal", "admin"];
        foreach (var clients in interfaces)
        {
            var endpoint = new Catalog.Endpoint
            {
                Id = IdentityResource.NewId(),
                ServiceId = service.Id,
                Interface = clients,
                RegionId = options.Region,
                Url = UrlOf(builtIn),
            };
            state.Insert(CatalogTables.Endpoints, endpoint);
            yield return new OwnEndpoint(endpoint.Id, builtIn.Type);
        }
    }

    private string UrlOf(BuiltInService service) => options.PublicUrl.TrimEnd('/') + service.Path + service.Below;

    private static Project AddProject(Transaction state, string name, string description)
    {
        var project = new Project { Id = IdentityResource.NewId(), Name = name, Description = description, DomainId = "default", ParentId = "default" };
        state.Insert(ProjectTable.Table, project);
        return project;
    }

    private static Role AddRole(Transaction state, string name)
    {
        var role = new Role { Id = IdentityResource.NewId(), Name = name };
        state.Insert(RoleTable.Table, role);
        return role;
    }
}
