using Naru.Bench.Api;

namespace Naru.Bench.Churn;

/// <summary>Chooses what a client does next: anything that users do with networks, in any order, mostly with objects of their project.</summary>
/// <param name="own">The ids of the project.</param>
/// <param name="foreign">Those of another one, which it tries now and then.</param>
internal sealed class ChurnRequests(KnownIds own, KnownIds foreign, string external)
{
    private const string Api = ApiSession.Networking;

    /// <summary>The request, and the collection whose object it makes; null: none.</summary>
    public (ApiRequest Request, string? Makes) Next(Random random) => random.Next(100) switch
    {
        < 8 => Post("networks", """{"network":{}}"""),
        < 18 => Post("subnets", $$$"""{"subnet":{"network_id":"{{{Any("networks")}}}","ip_version":4,"cidr":"10.{{{random.Next(8)}}}.{{{random.Next(4)}}}.0/24"}}"""),
        < 40 => Post("ports", $$$"""{"port":{"network_id":"{{{Any("networks")}}}"}}"""),
        < 45 => Post("ports", $$$"""{"port":{"network_id":"{{{Any("networks")}}}","fixed_ips":[{"ip_address":"10.{{{random.Next(8)}}}.0.{{{random.Next(3, 30)}}}"}]}}"""),
        < 50 => Put($"ports/{Any("ports")}", $$$"""{"port":{"name":"renamed","security_groups":["{{{Any("security-groups")}}}"]}}"""),
        < 53 => Put($"ports/{Any("ports")}", $$$"""{"port":{"fixed_ips":[{"subnet_id":"{{{Any("subnets")}}}"}]}}"""),
        < 65 => Delete("ports"),
        < 68 => Post("routers", $$$$"""{"router":{"external_gateway_info":{"network_id":"{{{{external}}}}"}}}"""),
        < 74 => Put($"routers/{Any("routers")}/add_router_interface", $$"""{"subnet_id":"{{Any("subnets")}}"}"""),
        < 77 => Put($"routers/{Any("routers")}/remove_router_interface", $$"""{"subnet_id":"{{Any("subnets")}}"}"""),
        < 78 => Put($"routers/{Any("routers")}", """{"router":{"external_gateway_info":{}}}"""),
        < 79 => Delete("routers"),
        < 82 => Post("floatingips", $$$"""{"floatingip":{"floating_network_id":"{{{external}}}","port_id":"{{{Any("ports")}}}"}}"""),
        < 84 => Put($"floatingips/{Any("floatingips")}", $$$"""{"floatingip":{"port_id":{{{(random.Next(2) == 0 ? "null" : $"\"{Any("ports")}\"")}}}}}"""),
        < 86 => Delete("floatingips"),
        < 88 => Post("security-groups", """{"security_group":{"name":"churn"}}"""),
        < 92 => Post("security-group-rules", $$$"""
            {"security_group_rule":{"security_group_id":"{{{Any("security-groups")}}}","direction":"ingress","ethertype":"IPv4","protocol":"tcp",
             "port_range_min":{{{random.Next(1, 60000)}}},"port_range_max":60000,"remote_group_id":"{{{Any("security-groups")}}}"}}
            """),
        < 93 => Delete("security-groups"),
        < 95 => Delete("subnets"),
        < 96 => Delete("networks"),
        < 98 => (ApiRequest.Get($"{Api}/ports?network_id={Any("networks")}"), null),
        _ => (ApiRequest.Get($"{Api}/networks/{Any("networks")}"), null),
    };

    private static (ApiRequest, string?) Post(string collection, string body) => (ApiRequest.Post($"{Api}/{collection}", body), collection);

    private static (ApiRequest, string?) Put(string path, string body) => (ApiRequest.Put($"{Api}/{path}", body), null);

    private (ApiRequest, string?) Delete(string collection) => (new ApiRequest("DELETE", $"{Api}/{collection}/{own.Take(collection, Random.Shared)}"), null);

    private string Any(string collection) => (Random.Shared.Next(20) == 0 ? foreign : own).Any(collection, Random.Shared);
}
