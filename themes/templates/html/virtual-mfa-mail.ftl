<#import "template.ftl" as layout>
<#-- A text that is not in the mail's language says in which it is. -->
<#function language key>
  <#local other=virtualMfa.languages[key]!{}>
  <#return (other.lang??)?then(' lang="${other.lang!}" dir="${other.dir!}"', '')?no_esc>
</#function>
<#macro text key><#if virtualMfa.languages[key]??><span${language(key)}>${msg(key)}</span><#else>${msg(key)}</#if></#macro>
<#macro fact key>
  <tr>
    <th scope="row" style="text-align: start; vertical-align: top; font-weight: normal; white-space: nowrap; line-height: 1.5; padding-block: 4px; padding-inline: 0 16px"><@text key=key /></th>
    <td style="vertical-align: top; line-height: 1.5; padding-block: 4px"><#nested></td>
  </tr>
</#macro>
<#-- Colours are the mail program's own, light or dark. -->
<@layout.emailLayout>
<div style="max-width: 600px; font-family: system-ui, sans-serif; line-height: 1.5">
<h1 style="font-size: 1.25em; line-height: 1.3"${language(virtualMfa.title)}>${msg(virtualMfa.title)}</h1>
<#-- The name is no argument of the message: Keycloak would resolve what looks like a message's key in it. -->
<#assign greeting=msg("virtualMfaMailGreeting", "\n")?split("\n")>
<p${language("virtualMfaMailGreeting")}>${greeting[0]}<bdi>${virtualMfa.name}</bdi>${greeting[1]!}</p>
<p${language(virtualMfa.what)}>${msg(virtualMfa.what)}</p>
<table style="border-collapse: collapse">
<#if virtualMfa.deviceName??>
  <@fact key="virtualMfaMailDevice"><bdi><strong>${virtualMfa.deviceName}</strong></bdi></@fact>
</#if>
<#if virtualMfa.date??>
  <@fact key=virtualMfa.dateLabel><bdi${language("virtualMfaLanguage")}><strong>${virtualMfa.date}</strong></bdi></@fact>
</#if>
  <@fact key="virtualMfaMailAccount"><bdi>${virtualMfa.username}</bdi> (<bdi>${virtualMfa.organization}</bdi>)</@fact>
<#if virtualMfa.time??>
  <@fact key="virtualMfaMailTime"><bdi${language("virtualMfaLanguage")}>${virtualMfa.time}</bdi></@fact>
</#if>
<#if virtualMfa.ipAddress??>
  <@fact key="virtualMfaMailBrowser"><#if virtualMfa.browser??><bdi>${virtualMfa.browser}</bdi><#else><@text key="virtualMfaMailBrowserUnknown" /></#if></@fact>
  <@fact key="virtualMfaMailIpAddress"><bdi>${virtualMfa.ipAddress}</bdi></@fact>
</#if>
</table>
<p${language(virtualMfa.advice)}>${msg(virtualMfa.advice)}</p>
<#if virtualMfa.link??>
<p><a href="${virtualMfa.link}" style="display: inline-block; padding: 8px 16px; border: 2px solid; border-radius: 6px; font-weight: bold; text-decoration: none"><@text key=virtualMfa.action /></a></p>
</#if>
</div>
</@layout.emailLayout>
