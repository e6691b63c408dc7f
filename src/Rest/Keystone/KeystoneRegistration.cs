using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Naru.Rest.Keystone;

/// <summary>Lets a Keystone elsewhere tell who callers are, instead of an Identity API of this program.</summary>
public static class KeystoneRegistration
{
    public static IServiceCollection AddKeystone(this IServiceCollection services, KeystoneOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<KeystoneSession>();
        services.AddSingleton<ICallerResolver, KeystoneCallers>();
        return services;
    }
}
