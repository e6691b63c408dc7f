using Naru.BlockStorage.Documents;

namespace Naru.BlockStorage.Drivers;

/// <summary>A driver of a volume host, and what it can do in the words of pools and extra specs.</summary>
internal sealed class VolumeBackend(string hostName, string name, IVolumeDriver driver)
{
    public string Name { get; } = name;

    public IVolumeDriver Driver { get; } = driver;

    /// <summary>The service, as <c>HOST@BACKEND</c>.</summary>
    public string ServiceHost { get; } = $"{hostName}@{name}";

    /// <summary>Its one pool, as <c>HOST@BACKEND#POOL</c>.</summary>
    public string Host => $"{ServiceHost}#{Name}";

    public string? Capability(string key) => key switch
    {
        "volume_backend_name" => Name,
        "storage_protocol" => Driver.Protocol,
        "vendor_name" => "Naru",
        "driver_version" => "1.0",
        "multiattach" or "thin_provisioning_support" => "True",
        "thick_provisioning_support" or "QoS_support" => "False",
        "pool_name" => Name,
        _ => null,
    };

    /// <summary>Whether it is and does what the extra specs of a type ask for; scoped keys are for others unless the scope is <c>capabilities</c>.</summary>
    public bool Fits(VolumeType? type) => type is null || type.ExtraSpecs.All(spec => Fits(spec.Key, spec.Value));

    private bool Fits(string key, string wanted)
    {
        const string Scope = "capabilities:";
        const string Is = "<is> ";
        const string In = "<in> ";
        const string Or = "<or> ";
        if (key.StartsWith(Scope, StringComparison.Ordinal))
            key = key[Scope.Length..];
        else if (key.Contains(':'))
            return true;
        if (Capability(key) is not { } value)
            return false;
        if (wanted.StartsWith(Is, StringComparison.Ordinal))
            return value.Equals(wanted[Is.Length..].Trim(), StringComparison.OrdinalIgnoreCase);
        if (wanted.StartsWith(In, StringComparison.Ordinal))
            return value.Contains(wanted[In.Length..].Trim(), StringComparison.Ordinal);
        return wanted.StartsWith(Or, StringComparison.Ordinal)
            ? wanted.Split(Or, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Contains(value)
            : value.Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }
}
