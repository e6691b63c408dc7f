using System.Text.Json;
using Naru.SharedFileSystems.Ceph;

namespace Naru.SharedFileSystems.Specs;

public sealed class CephGrantSpecs
{
    [Fact]
    public void What_Ceph_says_of_its_users_tells_who_may_use_which_share()
    {
        const string Told = """
            {"auth_dump":[
              {"entity":"client.admin","key":"A","caps":{"mds":"allow *","mon":"allow *"}},
              {"entity":"mds.a","key":"B","caps":{"mds":"allow"}},
              {"entity":"client.rgw","key":"C","caps":{"mon":"allow rw"}},
              {"entity":"client.alice b","key":"D","caps":{"mds":"allow rw path=/volumes/naru/one/x, allow r path=/volumes/naru/two/y,allow rw path=/volumes/narubis/three/z","mon":"allow r"}}]}
            """;
        using var document = JsonDocument.Parse(Told);
        Assert.Equal(
            [(new CephGrant("one", "alice b", MayWrite: true), "D"), (new CephGrant("two", "alice b", MayWrite: false), "D")],
            CephGrant.In(document.RootElement, "/volumes/naru/"));
    }
}
