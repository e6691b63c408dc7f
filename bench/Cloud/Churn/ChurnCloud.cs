using Naru.Bench.Api;

namespace Naru.Bench.Churn;

/// <summary>Projects with tight quotas and an external network, for clients to quarrel about.</summary>
internal sealed class ChurnCloud : IDisposable
{
    private const string Password = "churn";
    private const int Projects = 4;

    private readonly ApiSession _session;
    private readonly List<string> _projects = [];

    public ChurnCloud(ApiServer server)
    {
        _session = server.Open();
        External = Create("/networking/v2.0/networks", "network", """{"network":{"name":"churn-external","router:external":true,"shared":true}}""");
        // More addresses than all projects together may take, so that quotas refuse and not the subnet.
        Create("/networking/v2.0/subnets", "subnet", $$$"""{"subnet":{"network_id":"{{{External}}}","ip_version":4,"cidr":"172.16.0.0/20","enable_dhcp":false}}""");
        var role = _session.Send(ApiRequest.Get("/identity/v3/roles?name=member"))["roles"]![0]!["id"]!.GetValue<string>();
        for (var number = 0; number < Projects; number++)
        {
            var name = $"churn-{number}";
            var project = Create("/identity/v3/projects", "project", $$$"""{"project":{"name":"{{{name}}}"}}""");
            var user = Create("/identity/v3/users", "user", $$$"""{"user":{"name":"{{{name}}}","password":"{{{Password}}}"}}""");
            using (var connection = KeepAliveConnection.Open(server.Port, _session.Token))
                connection.Send(new ApiRequest("PUT", $"/identity/v3/projects/{project}/users/{user}/roles/{role}"));
            _session.Send(ApiRequest.Put($"/networking/v2.0/quotas/{project}",
                """{"quota":{"network":60,"subnet":100,"port":500,"router":20,"floatingip":30,"security_group":30,"security_group_rule":300}}"""));
            _projects.Add(project);
            Tokens.Add(TokenOf(server, name));
        }
    }

    public string External { get; }

    /// <summary>A token for a member of each project.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>What is wrong with the cloud as the APIs show it.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var project in _projects)
        {
            var quotas = _session.Send(ApiRequest.Get($"/networking/v2.0/quotas/{project}/details.json"))["quota"]!;
            foreach (var (quota, plural) in new[] { ("network", "networks"), ("subnet", "subnets"), ("port", "ports"), ("router", "routers"), ("floatingip", "floatingips"), ("security_group", "security_groups") })
            {
                var there = _session.Send(ApiRequest.Get($"/networking/v2.0/{plural.Replace('_', '-')}?project_id={project}&fields=id"))[plural]!.AsArray().Count;
                var (used, limit) = (quotas[quota]!["used"]!.GetValue<int>(), quotas[quota]!["limit"]!.GetValue<int>());
                if (used != there)
                    yield return $"project {project}: the quota '{quota}' counts {used} of {there}";
                // A server of the cloud itself, such as DHCP, takes its port whatever the limit.
                if (used > limit && quota != "port")
                    yield return $"project {project}: {used} of '{quota}' are more than {limit}";
            }
        }
        var ports = _session.Send(ApiRequest.Get("/networking/v2.0/ports?fields=id&fields=network_id&fields=fixed_ips"))["ports"]!.AsArray();
        var twice = ports
            .SelectMany(port => port!["fixed_ips"]!.AsArray().Select(ip => (Network: port["network_id"]!.GetValue<string>(), Address: ip!["ip_address"]!.GetValue<string>())))
            .CountBy(use => use)
            .Where(use => use.Value > 1);
        foreach (var ((network, address), count) in twice)
            yield return $"network {network}: {count} ports have {address}";
        foreach (var finding in _session.Send(ApiRequest.Get("/naru/v1/doctor"))["findings"]!.AsArray())
            yield return $"doctor: {finding!["object"]}: {finding["found"]}; expected {finding["expected"]}";
    }

    public void Dispose() => _session.Dispose();

    private string Create(string path, string singular, string body) => _session.Send(ApiRequest.Post(path, body))[singular]!["id"]!.GetValue<string>();

    private static string TokenOf(ApiServer server, string name)
    {
        using var connection = KeepAliveConnection.Open(server.Port);
        connection.Send(ApiSession.SignIn(name, Password, name));
        return connection.Field("X-Subject-Token")!;
    }
}
